import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { FlagCard } from "./FlagCard.tsx";

/** The flags as admins see them: who has what, why, and what they can do about it. */
export function FlagsSection() {
  const flags = useQuery(queries.adminFlags);
  const members = useQuery(queries.members);
  const failed = [flags, members].find(({ isError, data }) => isError && data === undefined);
  if (flags.data && members.data)
    return flags.data.map((flag) => <FlagCard key={flag.key} flag={flag} members={members.data} />);
  return (
    <Card title="Feature flags">
      {failed ? (
        <ErrorPanel
          error={failed.error}
          onRetry={() => void Promise.all([flags.refetch(), members.refetch()])}
        />
      ) : (
        <SkeletonRows rows={5} label="Loading feature flags" />
      )}
    </Card>
  );
}

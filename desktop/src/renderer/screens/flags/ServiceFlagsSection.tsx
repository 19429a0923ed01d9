import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { ServiceFlagCard } from "./ServiceFlagCard.tsx";
import { WhyForAddress } from "./WhyForAddress.tsx";

/** The flags as operators set them for the whole service, and why one is as it is for anybody. */
export function ServiceFlagsSection() {
  const flags = useQuery(queries.serviceFlags);
  if (flags.data)
    return (
      <>
        {flags.data.map((flag) => (
          <ServiceFlagCard key={flag.key} flag={flag} />
        ))}
        <WhyForAddress flags={flags.data} />
      </>
    );
  return (
    <Card title="Feature flags">
      {flags.isError ? (
        <ErrorPanel error={flags.error} onRetry={() => void flags.refetch()} />
      ) : (
        <SkeletonRows rows={5} label="Loading feature flags" />
      )}
    </Card>
  );
}

import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { Card } from "../../ui/Card.tsx";
import { NotLoaded } from "../../ui/NotLoaded.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { CallRow } from "../leads/CallRow.tsx";

/** The last calls: a rep's own, for managers the team's. */
export function RecentCallsCard() {
  const calls = useQuery(queries.recentCalls);
  return (
    <Card title="Recent calls">
      {calls.data ? (
        calls.data.length === 0 ? (
          <p className="px-4 py-6 text-ink-muted">No calls yet. The first one appears here.</p>
        ) : (
          <ul>
            {calls.data.map((call) => (
              <CallRow key={call.id} call={call} withLead />
            ))}
          </ul>
        )
      ) : calls.isError ? (
        <NotLoaded error={calls.error} className="m-4" />
      ) : (
        <SkeletonRows rows={4} label="Loading calls" />
      )}
    </Card>
  );
}

import { useQuery } from "@tanstack/react-query";
import { queries } from "../../../api/queries.ts";
import { Card } from "../../../ui/Card.tsx";
import { NotLoaded } from "../../../ui/NotLoaded.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { JobRow } from "./JobRow.tsx";

/** The organisation's exports and erasures, as they go on. */
export function JobsCard() {
  const jobs = useQuery(queries.jobs);
  return (
    <Card title="Exports and erasures">
      {jobs.data ? (
        jobs.data.length === 0 ? (
          <p className="px-4 py-6 text-ink-muted">None yet.</p>
        ) : (
          <ul>
            {jobs.data.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        )
      ) : jobs.isError ? (
        <NotLoaded error={jobs.error} className="m-4" />
      ) : (
        <SkeletonRows rows={3} label="Loading exports and erasures" />
      )}
    </Card>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "../../../api/callApi.ts";
import { queries } from "../../../api/queries.ts";
import { countOf, formatCount } from "../../../format/formatCount.ts";
import { formatBytes } from "../../../format/formatBytes.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { NotLoaded } from "../../../ui/NotLoaded.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";

/** Begins an export, and says what it will hold. */
export function ExportCard() {
  const queryClient = useQueryClient();
  const size = useQuery(queries.exportSize);
  const jobs = useQuery(queries.jobs);
  const isRunning = jobs.data?.some((job) => job.kind === "export" && job.status === "running");
  const start = useMutation({
    mutationFn: () => callApi("startExport", { body: { id: crypto.randomUUID() } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.jobs.queryKey }),
  });
  return (
    <Card title="Export everything">
      <div className="flex flex-col gap-3 p-4">
        <p className="text-ink-muted">
          All your organization’s data in one zip file: leads, calls, notes, tasks, settings and the
          audit trail, as text that other programs read (NDJSON). It stays here for seven days, for
          admins alone, and holds no passwords or keys.
        </p>
        {size.data ? (
          <details>
            <summary className="rounded-sm">
              {countOf(
                size.data.tables.reduce((sum, { rows }) => sum + rows, 0),
                "row",
              )}
              , about {formatBytes(size.data.bytes)} before packing
            </summary>
            <table className="mt-2 w-full text-small">
              <thead className="sr-only">
                <tr>
                  <th scope="col">Table</th>
                  <th scope="col">Rows</th>
                </tr>
              </thead>
              <tbody>
                {size.data.tables
                  .filter(({ rows }) => rows > 0)
                  .map(({ table, holds, rows }) => (
                    <tr key={table} className="border-b border-line last:border-0">
                      <td className="py-1 pr-4">{holds}</td>
                      <td className="py-1 text-right tabular-nums">{formatCount(rows)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </details>
        ) : size.isError ? (
          <NotLoaded error={size.error} />
        ) : (
          <output className="flex h-5 items-center" aria-label="Measuring">
            <Skeleton className="h-3 w-56" />
          </output>
        )}
        <ErrorNotice error={start.error} />
        <div>
          <Button
            look="primary"
            busy={start.isPending}
            disabled={isRunning === true}
            onClick={() => start.mutate()}
          >
            Start an export
          </Button>
        </div>
      </div>
    </Card>
  );
}

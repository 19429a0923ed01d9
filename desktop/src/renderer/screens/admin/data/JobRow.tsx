import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "#shared/api";
import type { Job } from "#shared/jobs";
import { callApi } from "../../../api/callApi.ts";
import { queries } from "../../../api/queries.ts";
import { formatBytes } from "../../../format/formatBytes.ts";
import { countOf, formatCount } from "../../../format/formatCount.ts";
import { formatDay, formatMoment } from "../../../format/formatTime.ts";
import { useNow } from "../../../format/useNow.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { buttonClass } from "../../../ui/buttonClass.ts";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { toastError } from "../../../ui/toastError.ts";
import { ReceiptDialog } from "./ReceiptDialog.tsx";

/** One export or erasure: how far it is, and what can be done with it. */
export function JobRow({ job }: { job: Job }) {
  const now = useNow(60_000);
  const queryClient = useQueryClient();
  const [isReceiptOpen, setIsReceiptOpen] = useState(false);
  const retry = useMutation({
    mutationFn: () => callApi("retryJob", { params: { jobId: job.id } }),
    onError: toastError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.jobs.queryKey }),
  });
  const name = job.kind === "export" ? "Export" : "Erasure";
  const when = formatMoment(job.createdAt, now);
  return (
    <li className="flex flex-col gap-1.5 border-b border-line px-4 py-2.5 last:border-0">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{name}</span>
        {job.status === "failed" && <Badge tone="danger">Failed</Badge>}
        {job.status === "running" && <Badge tone="accent">Running</Badge>}
        <span className="text-small text-ink-muted">
          {job.requestedByName} · <time dateTime={job.createdAt}>{when}</time>
        </span>
        <span className="ml-auto flex items-center gap-2">
          {job.kind === "export" && job.isReady && (
            <a
              href={api.downloadExport.path.replace(":jobId", job.id)}
              download
              aria-label={`Download the export of ${when}`}
              className={buttonClass("secondary")}
            >
              <Download aria-hidden size={14} /> Download
            </a>
          )}
          {job.kind === "erasure" && job.status === "done" && (
            <Button aria-label={`Receipt of ${when}`} onClick={() => setIsReceiptOpen(true)}>
              Receipt
            </Button>
          )}
          {job.status === "failed" && (
            <Button
              aria-label={`Try the ${name.toLowerCase()} of ${when} again`}
              busy={retry.isPending}
              onClick={() => retry.mutate()}
            >
              Try again
            </Button>
          )}
        </span>
      </div>
      {job.status === "running" && (
        <ProgressBar value={job.done} max={job.total} label={`${name} of ${when}`} />
      )}
      <p className="text-small text-ink-muted tabular-nums">{stateOf(job)}</p>
      {job.kind === "erasure" && (
        <ReceiptDialog job={job} open={isReceiptOpen} onOpenChange={setIsReceiptOpen} />
      )}
    </li>
  );
}

function stateOf(job: Job): string {
  if (job.status === "failed") return job.error ?? "It did not end.";
  if (job.status === "running") {
    if (job.error !== null) return `${job.error} Trying again by itself.`;
    if (job.total === 0) return "Getting ready";
    return job.kind === "export"
      ? `${formatCount(job.done)} of ${countOf(job.total, "row")}`
      : `Step ${formatCount(Math.min(job.done + 1, job.total))} of ${formatCount(job.total)}`;
  }
  if (job.kind === "erasure")
    return `${countOf(job.receipt.leads, "lead")} erased, ${countOf(job.receipt.callsForgotten, "call")} without a name now`;
  const rows = `${countOf(job.done, "row")}, ${formatBytes(job.receipt.bytes)}`;
  return job.isReady && job.expiresAt !== null
    ? `${rows}. Here until ${formatDay(job.expiresAt)}.`
    : `${rows}. The file is gone.`;
}

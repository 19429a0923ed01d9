import { Download } from "lucide-react";
import type { Job } from "#shared/jobs";
import { useSignedIn } from "../../../app/SignedIn.ts";
import { downloadFile } from "../../../format/downloadFile.ts";
import { formatCount } from "../../../format/formatCount.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { numberKept, RECEIPT_LINES, receiptText } from "./receiptText.ts";

/** What an erasure took: to look at, and to keep as a file. */
export function ReceiptDialog({
  job,
  open,
  onOpenChange,
}: {
  job: Extract<Job, { kind: "erasure" }>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { organization } = useSignedIn();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Receipt of an erasure"
      description={`Asked for by ${job.requestedByName}, done ${new Date(job.finishedAt ?? job.createdAt).toLocaleString("en-US")}. It holds nothing about the person.`}
    >
      <dl className="tabular-nums">
        {RECEIPT_LINES.map(([key, words]) => (
          <div key={key} className="flex justify-between gap-4 border-b border-line py-1">
            <dt className="text-ink-muted">{words}</dt>
            <dd>{formatCount(job.receipt[key])}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3">{numberKept(job.receipt)}</p>
      <p className="mt-2 text-small text-ink-muted">
        Job <code className="font-mono">{job.id}</code>
      </p>
      <div className="mt-5 flex justify-end">
        <Button
          onClick={() =>
            downloadFile(
              `Erasure receipt ${job.createdAt.slice(0, 10)}.txt`,
              [receiptText(job, organization.name)],
              "text/plain",
            )
          }
        >
          <Download aria-hidden size={14} /> Download as text
        </Button>
      </div>
    </Dialog>
  );
}

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { downloadCsv } from "../../format/downloadCsv.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import type { WantedLeads } from "../../api/queries.ts";
import type { CellWords } from "./columns.tsx";
import { exportLeads } from "./exportLeads.ts";
import type { Selection } from "./Selection.ts";

interface Props {
  readonly wanted: WantedLeads;
  /** Which of those that match. */
  readonly selection: Selection;
  readonly columns: readonly string[];
  readonly words: CellWords;
  /** How many leads it will be, once that is known. */
  readonly total: number | undefined;
  readonly onClose: () => void;
}

/** Writes what is chosen in the table into a file, in its order. */
export function ExportDialog({ open, ...props }: Props & { open: boolean }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && props.onClose()}
      title="Export leads"
      description="A CSV file, in the order of the table."
    >
      <Run {...props} />
    </Dialog>
  );
}

function Run({ wanted, selection, columns, words, total, onClose }: Props) {
  const [rows, setRows] = useState(0);
  const stop = useRef<AbortController>(undefined);
  const run = useMutation({
    mutationFn: () => {
      const own = new AbortController();
      stop.current = own;
      setRows(0);
      return exportLeads(wanted, selection, columns, words, setRows, own.signal);
    },
    onSuccess: (parts) => {
      downloadCsv("Leads", parts);
      toast.success("Exported");
      onClose();
    },
  });
  const { mutate } = run;
  useEffect(() => {
    mutate();
    return () => stop.current?.abort();
  }, [mutate]);
  return (
    <div className="flex flex-col gap-4">
      <p className="tabular-nums">
        {total === undefined
          ? countOf(rows, "lead")
          : `${formatCount(rows)} of ${countOf(total, "lead")}`}
      </p>
      <ProgressBar value={rows} max={total ?? Math.max(rows, 1)} label="Leads exported" />
      <ErrorNotice error={run.error} />
      <div className="flex justify-end gap-2">
        {run.isError && (
          <Button look="primary" onClick={() => run.mutate()}>
            Try again
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}

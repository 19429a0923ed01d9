import { FileUp } from "lucide-react";
import { useState } from "react";
import { joinClasses } from "./joinClasses.ts";

/** Takes a CSV file: dropped, or chosen by its button. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={joinClasses(
        "relative flex flex-col items-center rounded-lg border border-dashed px-4 py-8 text-center",
        "has-focus-visible:outline-2 has-focus-visible:outline-accent",
        over ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      <FileUp aria-hidden size={24} strokeWidth={1.5} className="mb-2 text-ink-muted" />
      <p>
        Drop a CSV file here, or{" "}
        <span className="font-medium text-accent-text underline decoration-accent/40 underline-offset-2">
          choose one
        </span>
      </p>
      <p className="mt-1 text-small text-ink-muted">
        Names, companies, numbers: the columns are matched for you.
      </p>
      <input
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        aria-label="Choose a CSV file"
        className="absolute inset-0 cursor-default rounded-lg opacity-0"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </div>
  );
}

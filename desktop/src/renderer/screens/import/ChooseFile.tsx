import { LoaderCircle } from "lucide-react";
import { LEAD_FIELDS } from "#shared/leads";
import { LEAD_FIELD_LABELS } from "../../format/labels.ts";
import { openImport, type ImportState } from "../../import/importStore.ts";
import { DropZone } from "../../ui/DropZone.tsx";
import { Page } from "../../ui/Page.tsx";

const PROBLEMS = {
  empty: "That file is empty. Choose one with a header row and leads below it.",
  no_rows: "That file has a header row and nothing below it.",
  not_text: "That is not a text file. Save the sheet as CSV first, then choose that.",
  too_large: "That file is larger than 100 MB. Split it into smaller ones and import each.",
  too_many_rows: "That file has more than a million rows. Split it and import each part.",
  unreadable: "That file could not be read. It may have moved; choose it again.",
} as const;

/** Where a file is dropped or chosen. */
export function ChooseFile({
  state,
}: {
  state: Extract<ImportState, { kind: "choosing" | "reading" }>;
}) {
  return (
    <Page title="Import leads" narrow>
      {state.kind === "reading" ? (
        <output className="flex items-center justify-center gap-3 rounded-lg border border-line bg-surface py-16 text-ink-muted">
          <LoaderCircle aria-hidden size={16} className="animate-spin" /> Reading {state.fileName}…
        </output>
      ) : (
        <>
          <DropZone onFile={openImport} />
          {state.problem !== null && (
            <p
              role="alert"
              className="mt-3 rounded-md border border-danger/40 bg-danger-soft px-3 py-2"
            >
              {PROBLEMS[state.problem]}
            </p>
          )}
        </>
      )}
      <h2 className="mt-8 mb-2 text-body">What we look for</h2>
      <p className="text-ink-muted">
        A phone number, and a name or a company. Also{" "}
        {LEAD_FIELDS.filter((field) => !["phone", "name", "company"].includes(field))
          .map((field) => LEAD_FIELD_LABELS[field].toLowerCase())
          .join(", ")
          .replace("zip", "ZIP")}
        . Every other column is kept beside the lead. The ZIP code or state tells us each lead’s
        local time. Any encoding and any separator will do, with or without a header row, up to 100
        MB.
      </p>
    </Page>
  );
}

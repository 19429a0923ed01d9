import { LEAD_TEXT_FIELDS } from "#shared/fillFields";

/** Which fields a text may hold, and how they are written. */
export function FieldsHelp() {
  return (
    <details className="text-small text-ink-muted">
      <summary className="w-fit rounded-sm">Fields you can use</summary>
      <p className="mt-1">
        {LEAD_TEXT_FIELDS.map((field) => (
          <code key={field} className="mr-2 inline-block font-mono text-ink">{`{{${field}}}`}</code>
        ))}
        <code className="mr-2 font-mono text-ink">{"{{custom.Name of the column}}"}</code>
      </p>
      <p className="mt-1">
        What stands after a bar is said where nothing is known:{" "}
        <code className="font-mono text-ink">{"{{first_name|there}}"}</code>
      </p>
    </details>
  );
}

import { LEAD_FIELD_LABELS } from "../../format/labels.ts";

const CUSTOM = "custom.";

const LABELS: Readonly<Record<string, string>> = {
  ...LEAD_FIELD_LABELS,
  localTime: "Their time",
  ownerId: "Owner",
  lastOutcome: "Last outcome",
  dialState: "Standing",
  readyAt: "Due",
  consent: "Consent",
  attemptCount: "Attempts",
  lastCalledAt: "Last called",
  createdAt: "Added",
  doNotCall: "Do not call",
};

/** What people call a field of the table or of a filter; a custom field has the name of its column. */
export function fieldLabel(field: string): string {
  return field.startsWith(CUSTOM) ? field.slice(CUSTOM.length) : (LABELS[field] ?? field);
}

/** The name of a custom field, or undefined where it is none. */
export function customName(field: string): string | undefined {
  return field.startsWith(CUSTOM) ? field.slice(CUSTOM.length) : undefined;
}

import type { ErasureReceipt, Job } from "#shared/jobs";

/** What a receipt counts, in its order. */
export const RECEIPT_LINES = [
  ["leads", "Leads erased"],
  ["tasks", "Their tasks and callbacks"],
  ["listPlaces", "Their places in lists"],
  ["permits", "Their call permits"],
  ["mails", "Mails to them"],
  ["callsDeleted", "Calls that had not ended, deleted"],
  ["callsForgotten", "Calls kept without name, number and notes"],
  ["mentions", "Other texts in which they were blanked"],
  ["exports", "Earlier exports removed"],
] as const satisfies readonly (readonly [keyof ErasureReceipt, string])[];

/** What became of the number, as a sentence. */
export function numberKept(receipt: ErasureReceipt): string {
  return receipt.neverCallAgain
    ? "Their number stays on the do-not-call list, without a name, so that nobody calls it again."
    : "Their number was not put on the do-not-call list.";
}

/** An erasure's receipt as plain text: what was erased, when and by whom, never who it was. */
export function receiptText(job: Extract<Job, { kind: "erasure" }>, organization: string): string {
  return [
    `SalesPulse: receipt of an erasure`,
    ``,
    `Organization:  ${organization}`,
    `Job:           ${job.id}`,
    `Asked for by:  ${job.requestedByName}`,
    `Begun:         ${job.createdAt}`,
    `Done:          ${job.finishedAt ?? ""}`,
    ``,
    ...RECEIPT_LINES.map(
      ([key, words]) => `${words.padEnd(44)}${String(job.receipt[key]).padStart(6)}`,
    ),
    ``,
    numberKept(job.receipt),
    `This receipt holds nothing about the person.`,
    ``,
  ].join("\n");
}

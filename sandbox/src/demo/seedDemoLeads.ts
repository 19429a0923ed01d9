import { IMPORT_ROWS_PER_REQUEST, type ImportRow } from "#shared/leads";
import { demoId } from "./demoId.ts";
import type { Demo } from "./readDemo.ts";
import type { DemoSession } from "./signInDemo.ts";

const LIST_NAME = "Coast to coast";

/**
 * Imports the demo leads through the product's own API, as the demo organisation's admin would: the Worker judges
 * numbers and time zones. For a playbook that is there, whose script the list uses. May be run again: a lead
 * that is there is passed over.
 */
export async function seedDemoLeads(admin: DemoSession, demo: Demo): Promise<void> {
  const listId = demoId("list", 1);
  await admin.call("createList", {
    body: { id: listId, name: LIST_NAME, scriptId: demoId("script", 1) },
  });
  const rows = demo.leads.map(({ zip, ...lead }, index) => ({
    rowNumber: index + 1,
    fields: { ...lead, postalCode: zip },
    custom: {},
  })) satisfies ImportRow[];
  for (let from = 0; from < rows.length; from += IMPORT_ROWS_PER_REQUEST) {
    const slice = rows.slice(from, from + IMPORT_ROWS_PER_REQUEST);
    const { refused } = await admin.call("importLeads", {
      params: { listId },
      body: { rows: slice },
    });
    const bad = refused.filter(({ reason }) => reason !== "duplicate");
    if (bad.length > 0) throw new Error(`Demo leads were refused: ${JSON.stringify(bad)}.`);
  }
}

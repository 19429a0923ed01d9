import type { Lead } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import type { WantedLeads } from "../../api/queries.ts";
import { toCsv } from "../../format/toCsv.ts";
import type { CellWords } from "./columns.tsx";
import { customName, fieldLabel } from "./fieldLabels.ts";
import { isSelected, sizeOf, type Selection } from "./Selection.ts";

/** How many leads are asked for at once, the most that findLeads gives. */
const PAGE = 1_000;
const TIMEOUT_MS = 60_000;

/**
 * All chosen leads among those that match, page by page, as parts of one CSV file.
 * @param columns Ids of the columns, in their order.
 * @param onProgress Told how many rows are there, after each page.
 */
export async function exportLeads(
  wanted: WantedLeads,
  selection: Selection,
  columns: readonly string[],
  words: CellWords,
  onProgress: (rows: number) => void,
  signal: AbortSignal,
): Promise<string[]> {
  const parts: string[] = [];
  const most = sizeOf(selection, Infinity) ?? Infinity;
  let rows = 0;
  let cursor: string | null = null;
  do {
    const page: { leads: Lead[]; nextCursor: string | null } = await callApi(
      "findLeads",
      { body: { ...wanted, limit: PAGE, ...(cursor === null ? {} : { cursor }) } },
      { signal, timeoutMs: TIMEOUT_MS },
    );
    const leads = page.leads.filter(({ id }) => isSelected(selection, id));
    const csv = leadsCsv(leads, columns, words);
    parts.push(parts.length === 0 ? csv : csv.slice(csv.indexOf("\r\n")));
    rows += leads.length;
    onProgress(rows);
    cursor = page.nextCursor;
  } while (cursor !== null && rows < most);
  return parts;
}

/** Leads as CSV with a heading for each column, which the import knows again. */
export function leadsCsv(
  leads: readonly Lead[],
  columns: readonly string[],
  words: CellWords,
): string {
  // The clock of a moment is nothing to keep; the zone is.
  const ids = [...new Set(columns.map((id) => (id === "localTime" ? "timeZone" : id)))];
  return toCsv(
    ids.map(fieldLabel),
    leads.map((lead) => ids.map((id) => cellText(lead, id, words))),
  );
}

function cellText(lead: Lead, id: string, { ownerName, outcomeOf }: CellWords): string {
  const custom = customName(id);
  if (custom !== undefined) return lead.custom[custom] ?? "";
  if (id === "ownerId") return lead.ownerId === null ? "" : ownerName(lead.ownerId);
  if (id === "lastOutcome")
    return lead.lastOutcome === null ? "" : outcomeOf(lead.lastOutcome).label;
  const value: unknown = Object.entries(lead).find(([key]) => key === id)?.[1];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

import type { Catalogue } from "#shared/plans";

const COLUMNS = ["position", "name", "seats", "sim_lines", "lists", "history_days", "features"];

/** The migration that brings the table `plans` to what the catalogue says, whatever it said before. */
export function renderMigration(catalogue: Catalogue): string {
  return `-- What plans allow, as data/plans.yml says it from here on. Made by \`npm run plans\`.

-- A plan that is gone stays, without a place: organizations may have it.
update public.plans set position = null;
insert into public.plans (id, ${COLUMNS.join(", ")}) values
${rowsOf(catalogue)}
on conflict (id) do update set
${COLUMNS.map((column) => `  ${column} = excluded.${column}`).join(",\n")};
`;
}

/** Whether that migration brings the table to what the catalogue says. */
export function doesCarry(migration: string, catalogue: Catalogue): boolean {
  const rows = `values\n${rowsOf(catalogue)}`;
  return [";\n", "\non conflict"].some((end) => migration.includes(rows + end));
}

function rowsOf({ plans }: Catalogue): string {
  return plans
    .map(({ id, name, allows: { seats, simLines, lists, historyDays, features } }, index) => {
      const bounds = [seats, simLines, lists, historyDays].map((bound) => bound ?? "null");
      return `  (${[quote(id), index + 1, quote(name), ...bounds, quote(`{${features.join(",")}}`)].join(", ")})`;
    })
    .join(",\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

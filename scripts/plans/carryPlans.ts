import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parsePlans } from "./parsePlans.ts";
import { renderCatalogue } from "./renderCatalogue.ts";
import { doesCarry, renderMigration } from "./renderMigration.ts";

const SOURCE = "data/plans.yml";
const CODE = "shared/src/catalogue.ts";
const MIGRATIONS = "supabase/migrations";
const PLANS_MIGRATION = /^\d{14}_plans[._]/;

const styleSchema = z.object({ printWidth: z.int() });

/** What became of carrying data/plans.yml into the code and the database: sentences for the person who ran it. */
export type Carried =
  | { readonly ok: true; readonly written: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Carries data/plans.yml into shared/src/catalogue.ts and, where the table `plans` must say something else, into a new
 * migration. With `checkOnly` nothing is written, and what would be is a problem.
 */
export async function carryPlans(options: {
  /** The checkout. */
  root: string;
  checkOnly: boolean;
  now: Date;
}): Promise<Carried> {
  const { root, checkOnly } = options;
  const parsed = parsePlans(await readFile(join(root, SOURCE), "utf8"));
  if (!parsed.ok) {
    const problems = parsed.problems.map(({ line, where, reason }) =>
      [`${SOURCE}:${line}`, where, reason].filter(Boolean).join(": "),
    );
    return { ok: false, problems };
  }
  const { catalogue } = parsed;
  const style = styleSchema.parse(JSON.parse(await readFile(join(root, ".oxfmtrc.json"), "utf8")));
  const code = await renderCatalogue(catalogue, style);
  const changes: { file: string; text: string; lack: string }[] = [];
  if ((await readFile(join(root, CODE), "utf8").catch(() => "")) !== code) {
    changes.push({ file: CODE, text: code, lack: `${CODE} says something else than ${SOURCE}` });
  }
  const names = (await readdir(join(root, MIGRATIONS))).toSorted();
  const newest = names.findLast((name) => PLANS_MIGRATION.test(name));
  const said = newest && (await readFile(join(root, MIGRATIONS, newest), "utf8"));
  if (said === undefined || !doesCarry(said, catalogue)) {
    const file = `${MIGRATIONS}/${timeAfter(names.at(-1), options.now)}_plans_changed.sql`;
    const lack = `no migration says what plans allow now as ${SOURCE} does`;
    changes.push({ file, text: renderMigration(catalogue), lack });
  }
  if (checkOnly && changes.length > 0) {
    return { ok: false, problems: changes.map(({ lack }) => `${lack}: run npm run plans.`) };
  }
  for (const { file, text } of changes) await writeFile(join(root, file), text);
  return { ok: true, written: changes.map(({ file }) => file) };
}

/** A migration's time (UTC, to the second): now, or a second after the newest where that lies ahead. */
function timeAfter(newest: string | undefined, now: Date): string {
  const time = now.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const last = newest?.slice(0, 14) ?? "";
  return time > last ? time : String(BigInt(last) + 1n);
}

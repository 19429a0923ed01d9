import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AccessFixture, writeAccessFixture } from "./accessFixture.ts";
import { ACCESS, type Actor, ACTORS, CALLABLE, type Verb, VERBS } from "./accessMatrix.ts";
import { actAs, type Caller } from "./actAs.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";
import type { TableFixture } from "./TableFixture.ts";

let database: TestDatabase;
let fixture: AccessFixture;

beforeAll(async () => {
  database = await startTestDatabase();
  fixture = await writeAccessFixture(database.superuser);
});
afterAll(() => database.stop());

describe("who may see and do what", () => {
  it("speaks of every table and view", async () => {
    const found = await database.superuser.query<{ relname: string }>(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1",
    );
    expect(found.rows.map((row) => row.relname)).toEqual(Object.keys(ACCESS).toSorted());
  });

  it("has row level security on every table, and views that keep to it", async () => {
    const open = await database.superuser.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and (
         (relkind in ('r', 'p') and not relrowsecurity)
         or (relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)))`,
    );
    expect(open.rows).toEqual([]);
  });

  for (const [table, verbs] of Object.entries(ACCESS)) {
    for (const verb of VERBS) {
      it(`${verb} ${table}`, async () => {
        const reached: Record<string, string[]> = {};
        const expected: Record<string, string[]> = {};
        for (const actor of ACTORS) {
          reached[actor] = await reach(table, verb, actor);
          expected[actor] = (verbs[verb][actor] ?? []).toSorted();
        }
        expect(reached).toEqual(expected);
      });
    }
  }

  it("speaks of every function, and opens it to those named alone", async () => {
    const found = await database.superuser.query<{ name: string; roles: string[] }>(
      `select p.proname as name, array(
         select role from unnest(array['anon', 'authenticated', 'service_role']) as role
         where has_function_privilege(role, p.oid, 'execute')) as roles
       from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`,
    );
    expect(Object.fromEntries(found.rows.map((row) => [row.name, row.roles]))).toEqual(CALLABLE);
  });
});

/** What members still write where a payment is overdue for longer than the grace. */
const GOES_ON = new Set([
  "update profiles",
  "update invitations",
  "insert do_not_call_numbers",
  "delete lead_lists",
]);

describe("who may do what in an organisation that is read-only", () => {
  beforeAll(async () => {
    await database.superuser.query("delete from public.billing_contracts");
    await database.superuser.query(
      "update public.entitlements set grace_ends_at = now() - interval '1 second'",
    );
  });

  for (const [table, verbs] of Object.entries(ACCESS)) {
    for (const verb of VERBS.filter((each) => each !== "select")) {
      it(`${verb} ${table}`, async () => {
        for (const actor of ["rep", "manager", "admin", "outsider"] as const) {
          const usual = (verbs[verb][actor] ?? []).toSorted();
          const left = GOES_ON.has(`${verb} ${table}`) ? usual : [];
          expect({ actor, reached: await reach(table, verb, actor) }).toEqual({
            actor,
            reached: left,
          });
        }
        // The contracts went.
        if (table === "billing_contracts") return;
        const usual = (verbs[verb].service ?? []).toSorted();
        expect(await reach(table, verb, "service")).toEqual(usual);
      });
    }
  }

  it("all of it can be read", async () => {
    const reached: Record<string, string[]> = {};
    const expected: Record<string, string[]> = {};
    for (const [table, { select }] of Object.entries(ACCESS)) {
      if (table === "billing_contracts") continue;
      for (const actor of ["rep", "manager", "admin", "outsider"] as const) {
        reached[`${actor}: ${table}`] = await reach(table, "select", actor);
        expected[`${actor}: ${table}`] = (select[actor] ?? []).toSorted();
      }
    }
    expect(reached).toEqual(expected);
  });
});

/** The labels of the rows that an actor's statement reaches. Each is tried alone and rolled back. */
async function reach(table: string, verb: Verb, actor: Actor): Promise<string[]> {
  const rows = fixture.tables[table];
  if (rows === undefined) throw new Error(`accessFixture.ts makes no rows for ${table}`);
  const labels = Object.keys(verb === "insert" ? rows.inserts : rows.rows);
  const reached: string[] = [];
  for (const label of labels) {
    if (await reaches(table, rows, verb, label, callerOf(actor))) reached.push(label);
  }
  return reached.toSorted();
}

function callerOf(actor: Actor): Caller {
  if (actor === "anon") return { role: "anon" };
  if (actor === "service") return { role: "service_role" };
  return { role: "authenticated", claims: fixture.claims[actor] };
}

async function reaches(
  table: string,
  rows: TableFixture,
  verb: Verb,
  label: string,
  caller: Caller,
): Promise<boolean> {
  const { text, values } = statement(table, rows, verb, label);
  try {
    return await actAs(database.superuser, caller, async (client) => {
      const result = await client.query(text, [...values]);
      return result.rowCount === 1;
    });
  } catch (error) {
    const code = hasCode(error) ? error.code : "";
    // Refused by grant or policy, or because a view cannot be written.
    if (code === "42501" || code === "55000") return false;
    if (error instanceof Error && error.message === "read_only") return false;
    // Allowed by them, and then refused because an admin must be left, or calls still name the row.
    if (code === "PT409" || code === "23503") return true;
    throw error;
  }
}

function statement(table: string, rows: TableFixture, verb: Verb, label: string) {
  if (verb === "insert") {
    const row = rows.inserts[label]?.() ?? {};
    const columns = Object.keys(row);
    const places = columns.map((_, at) => `$${at + 1}`);
    return {
      text: `insert into public.${table} (${columns.join(", ")}) values (${places.join(", ")})`,
      values: Object.values(row),
    };
  }
  const key = Object.entries(rows.rows[label]?.key ?? {});
  const where = key.map(([column], at) => `${column} = $${at + 1}`).join(" and ");
  const heads = {
    select: `select ${key.map(([column]) => column).join(", ")} from public.${table}`,
    update: `update public.${table} set ${rows.touch}`,
    delete: `delete from public.${table}`,
  };
  return { text: `${heads[verb]} where ${where}`, values: key.map(([, value]) => value) };
}

function hasCode(error: unknown): error is { code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

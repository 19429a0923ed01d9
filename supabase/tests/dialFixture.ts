import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { TableFixture } from "./TableFixture.ts";

/** What the rows of the dial session's tables are about. */
interface Given {
  readonly superuser: Client;
  readonly insert: (table: string, row: Record<string, unknown>) => Promise<void>;
  readonly nextPhone: () => string;
  readonly people: Readonly<Record<"rep" | "manager" | "outsider", string>>;
  readonly organizations: Readonly<Record<"home" | "away", string>>;
  readonly leads: Readonly<Record<"own" | "unassigned" | "colleagues" | "foreign", string>>;
  /** Leads that nobody holds. */
  readonly freeLeads: Readonly<Record<"own" | "foreign", string>>;
}

const field = (organizationId: string, name: string) => ({
  organization_id: organizationId,
  name,
});
const number = (organizationId: string, phone: string, addedBy: string) => ({
  organization_id: organizationId,
  phone,
  added_by: addedBy,
});
const view = (organizationId: string, userId: string, isShared: boolean) => ({
  id: randomUUID(),
  organization_id: organizationId,
  user_id: userId,
  name: "View",
  is_shared: isShared,
  columns: ["name"],
  sort: '{"field": "name", "descending": false}',
  filter: "[]",
});
const outcome = (organizationId: string) => ({
  organization_id: organizationId,
  key: "another",
  label: "Another",
  reached: false,
  afterwards: "finished",
});
const script = (organizationId: string) => ({
  id: randomUUID(),
  organization_id: organizationId,
  name: "Script",
  text: "Hello",
});
const objection = (organizationId: string) => ({
  id: randomUUID(),
  organization_id: organizationId,
  title: "Objection",
  answer: "Answer",
});
const line = (organizationId: string, phone: string) => ({
  id: randomUUID(),
  organization_id: organizationId,
  phone,
  label: "Line",
});
const task = (organizationId: string, userId: string | null, createdBy: string) => ({
  id: randomUUID(),
  organization_id: organizationId,
  kind: "to_do",
  user_id: userId,
  text: "Task",
  due_at: "2026-11-22T09:00:00Z",
  created_by: createdBy,
});
const session = (organizationId: string, userId: string) => ({
  id: randomUUID(),
  organization_id: organizationId,
  user_id: userId,
  status: "dialing",
  started_at: "2026-11-22T09:00:00Z",
  last_seen_at: "2026-11-22T09:00:00Z",
});
const permit = (organizationId: string, leadId: string, userId: string) => ({
  id: randomUUID(),
  organization_id: organizationId,
  lead_id: leadId,
  user_id: userId,
  issued_at: "2026-11-22T09:00:00Z",
  expires_at: "2026-11-22T09:05:00Z",
  is_practice: true,
});
const claim = (organizationId: string, leadId: string, userId: string, sessionId: string) => ({
  lead_id: leadId,
  organization_id: organizationId,
  user_id: userId,
  session_id: sessionId,
  claimed_at: "2026-11-22T09:00:00Z",
  expires_at: "2026-11-22T09:05:00Z",
});

/** Writes one row per label into every table of the dial session and the playbook. */
export async function writeDialFixture(given: Given): Promise<Record<string, TableFixture>> {
  const { superuser, insert, nextPhone, leads, freeLeads } = given;
  const { home, away } = given.organizations;
  const { rep, manager, outsider } = given.people;
  const written = async <Rows extends Record<string, Record<string, unknown>>>(
    table: string,
    rows: Rows,
  ): Promise<Rows> => {
    for (const row of Object.values(rows)) await insert(`public.${table}`, row);
    return rows;
  };
  const fields = await written("custom_fields", {
    own: field(home, "Beds"),
    foreign: field(away, "Beds"),
  });
  const views = await written("saved_views", {
    own: view(home, rep, false),
    colleagues: view(home, manager, false),
    shared: view(home, manager, true),
    foreign: view(away, outsider, true),
  });
  const scripts = await written("scripts", { own: script(home), foreign: script(away) });
  const objections = await written("objections", {
    own: objection(home),
    foreign: objection(away),
  });
  const lines = await written("lines", {
    own: line(home, nextPhone()),
    foreign: line(away, nextPhone()),
  });
  const tasks = await written("tasks", {
    own: task(home, rep, rep),
    unassigned: task(home, null, manager),
    colleagues: task(home, manager, manager),
    foreign: task(away, null, outsider),
  });
  const sessions = await written("dial_sessions", {
    own: session(home, rep),
    colleagues: session(home, manager),
    foreign: session(away, outsider),
  });
  const permits = await written("permits", {
    own: permit(home, leads.own, rep),
    colleagues: permit(home, leads.colleagues, manager),
    foreign: permit(away, leads.foreign, outsider),
  });
  const claims = await written("claims", {
    own: claim(home, leads.own, rep, sessions.own.id),
    colleagues: claim(home, leads.colleagues, manager, sessions.colleagues.id),
    foreign: claim(away, leads.foreign, outsider, sessions.foreign.id),
  });
  const numbers = {
    own: number(home, nextPhone(), rep),
    colleagues: number(home, nextPhone(), manager),
    foreign: number(away, nextPhone(), outsider),
  };
  await written("do_not_call_numbers", numbers);
  // An organisation that lost its settings: the subject of a `new` row.
  const bare = randomUUID();
  await insert("public.organizations", { id: bare, name: "Bare" });
  await superuser.query("delete from public.dial_settings where organization_id = $1", [bare]);

  return {
    custom_fields: {
      rows: keyed(fields, "organization_id", "name"),
      touch: "name = 'Touched'",
      inserts: { own: () => field(home, "Rooms"), foreign: () => field(away, "Rooms") },
    },
    do_not_call_numbers: {
      rows: keyed(numbers, "organization_id", "phone"),
      touch: "phone = '+14155559999'",
      inserts: {
        own: () => number(home, nextPhone(), rep),
        colleagues: () => number(home, nextPhone(), manager),
        foreign: () => number(away, nextPhone(), outsider),
      },
    },
    saved_views: {
      rows: keyed(views, "id"),
      touch: "name = 'Touched'",
      inserts: {
        own: () => view(home, rep, false),
        colleagues: () => view(home, manager, false),
        shared: () => view(home, manager, true),
        foreign: () => view(away, outsider, true),
      },
    },
    outcomes: {
      rows: {
        own: { key: { organization_id: home, key: "busy" } },
        foreign: { key: { organization_id: away, key: "busy" } },
      },
      touch: "label = 'Touched'",
      inserts: {
        own: () => outcome(home),
        foreign: () => outcome(away),
      },
    },
    scripts: {
      rows: keyed(scripts, "id"),
      touch: "text = 'Touched'",
      inserts: { own: () => script(home), foreign: () => script(away) },
    },
    objections: {
      rows: keyed(objections, "id"),
      touch: "answer = 'Touched'",
      inserts: { own: () => objection(home), foreign: () => objection(away) },
    },
    lines: {
      rows: keyed(lines, "id"),
      touch: "label = 'Touched'",
      inserts: { own: () => line(home, nextPhone()), foreign: () => line(away, nextPhone()) },
    },
    dial_settings: {
      rows: {
        own: { key: { organization_id: home } },
        foreign: { key: { organization_id: away } },
      },
      touch: "calls_per_day = 50",
      inserts: { new: () => ({ organization_id: bare }) },
    },
    tasks: {
      rows: keyed(tasks, "id"),
      touch: "text = 'Touched'",
      inserts: {
        own: () => task(home, rep, rep),
        unassigned: () => task(home, null, rep),
        given: () => task(home, rep, manager),
        colleagues: () => task(home, manager, manager),
        foreign: () => task(away, null, outsider),
      },
    },
    dial_sessions: {
      rows: keyed(sessions, "id"),
      touch: "pause_reason = 'Touched'",
      inserts: {
        own: () => session(home, rep),
        colleagues: () => session(home, manager),
        foreign: () => session(away, outsider),
      },
    },
    permits: {
      rows: keyed(permits, "id"),
      touch: "revoked_at = now()",
      inserts: {
        own: () => permit(home, leads.own, rep),
        colleagues: () => permit(home, leads.colleagues, manager),
        foreign: () => permit(away, leads.foreign, outsider),
      },
    },
    claims: {
      rows: keyed(claims, "lead_id"),
      touch: "in_call_since = now()",
      inserts: {
        own: () => claim(home, freeLeads.own, rep, sessions.own.id),
        colleagues: () => claim(home, leads.unassigned, manager, sessions.colleagues.id),
        foreign: () => claim(away, freeLeads.foreign, outsider, sessions.foreign.id),
      },
    },
  };
}

/** Rows found by these of their columns. */
function keyed(
  rows: Record<string, Record<string, unknown>>,
  ...columns: string[]
): TableFixture["rows"] {
  return Object.fromEntries(
    Object.entries(rows).map(([label, row]) => [
      label,
      { key: Object.fromEntries(columns.map((column) => [column, String(row[column])])) },
    ]),
  );
}

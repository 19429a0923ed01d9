import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { CallInput } from "#shared/calls";
import { type SessionState, type SessionSync, sessionStateSchema } from "#shared/dialing";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";

/** Somebody of the floor's organisation. */
export interface Rep {
  readonly id: string;
  readonly caller: Caller;
}

/** What a lead of a test is made of, beside its number. */
interface LeadValues {
  readonly time_zone?: string | null;
  readonly owner_id?: string;
  readonly is_sample?: boolean;
  readonly score?: number;
  readonly email?: string;
  readonly company?: string;
  readonly name?: string;
  readonly last_called_at?: string;
}

/**
 * One organisation's reps at their desks, spoken for as the REST API would, under a clock that the test sets:
 * `private.clock()` is replaced by a time in a table.
 */
export class DialFloor {
  readonly db: Client;
  readonly admin: Rep;
  readonly organizationId: string;
  #phones = 0;

  private constructor(db: Client, admin: Rep, organizationId: string) {
    this.db = db;
    this.admin = admin;
    this.organizationId = organizationId;
  }

  /** @param now when the floor opens; noon in New York unless told */
  static async open(db: Client, now = "2026-11-23T17:00:00Z"): Promise<DialFloor> {
    await db.query(`
      create table if not exists private.test_clock (at timestamptz not null);
      delete from private.test_clock;
      create or replace function private.clock() returns timestamptz
      language sql stable security definer set search_path = '' as $$ select at from private.test_clock $$;`);
    await db.query("insert into private.test_clock values ($1)", [now]);
    const admin = await signUpPerson(db, `${randomUUID()}@example.test`, {
      full_name: "Ann Admin",
    });
    await db.query("update public.profiles set address_proven_at = now()");
    const { rows } = await db.query<{ organization_id: string }>(
      "select organization_id from public.memberships where user_id = $1",
      [admin.id],
    );
    return new DialFloor(db, admin, rows[0]?.organization_id ?? "");
  }

  /** The same floor over a connection of its own, for what happens at the same time. */
  over(db: Client): DialFloor {
    return new DialFloor(db, this.admin, this.organizationId);
  }

  async setClock(now: string): Promise<void> {
    await this.db.query("update private.test_clock set at = $1", [now]);
  }

  /** Lets time pass. @param interval as Postgres reads it: `5 minutes` */
  async pass(interval: string): Promise<void> {
    await this.db.query("update private.test_clock set at = at + $1::interval", [interval]);
  }

  /** The floor's time, a while later or (negative) earlier, as ISO text. */
  async clock(offsetMs = 0): Promise<string> {
    const { rows } = await this.db.query<{ at: Date }>("select at from private.test_clock");
    return new Date((rows[0]?.at.getTime() ?? 0) + offsetMs).toISOString();
  }

  async join(role: "rep" | "manager" = "rep"): Promise<Rep> {
    const rep = await signUpPerson(this.db, `${randomUUID()}@example.test`, {
      full_name: "Rina Rep",
    });
    await this.db.query(
      "delete from public.organizations o using public.memberships m where m.user_id = $1 and o.id = m.organization_id",
      [rep.id],
    );
    await this.db.query("insert into public.memberships values ($1, $2, $3)", [
      rep.id,
      this.organizationId,
      role,
    ]);
    await this.db.query("update public.profiles set address_proven_at = now() where user_id = $1", [
      rep.id,
    ]);
    return rep;
  }

  async list(values: { callOrder?: string; isSample?: boolean } = {}): Promise<string> {
    const id = randomUUID();
    await this.db.query(
      "insert into public.lead_lists (id, organization_id, name, call_order, is_sample) values ($1, $2, 'List', $3, $4)",
      [id, this.organizationId, values.callOrder ?? "position", values.isSample ?? false],
    );
    return id;
  }

  /** Adds a lead, to lists where any are named. Its zone is New York's unless told. */
  async lead(listIds: readonly string[] = [], values: LeadValues = {}): Promise<string> {
    const id = randomUUID();
    const phone = `+1212${String(5_550_000 + ++this.#phones)}`;
    const zone = values.time_zone === undefined ? "America/New_York" : values.time_zone;
    const row = {
      name: `Lead ${String(this.#phones)}`,
      ...values,
      id,
      organization_id: this.organizationId,
      phone,
      phone_original: phone,
      time_zone: zone,
      time_zone_source: zone === null ? null : "file",
    };
    const columns = Object.keys(row);
    await this.db.query(
      `insert into public.leads (${columns.join(", ")}) values (${columns.map((_, at) => `$${at + 1}`).join(", ")})`,
      Object.values(row),
    );
    for (const listId of listIds) {
      await this.db.query(
        "insert into public.list_leads (list_id, lead_id, organization_id, position) values ($1, $2, $3, $4)",
        [listId, id, this.organizationId, this.#phones],
      );
    }
    return id;
  }

  async leads(
    count: number,
    listIds: readonly string[],
    values: LeadValues = {},
  ): Promise<string[]> {
    const made: string[] = [];
    for (let at = 0; at < count; at += 1) made.push(await this.lead(listIds, values));
    return made;
  }

  /** A statement with a person's own rights. */
  run(rep: Rep, text: string, values: unknown[] = []) {
    return actAs(
      this.db,
      rep.caller,
      async (client) => (await client.query<Record<string, unknown>>(text, values)).rows,
      "commit",
    );
  }

  /** What a desktop says of its session; three leads of the list unless told. */
  async sync(
    rep: Rep,
    sessionId: string,
    listId: string | null,
    said: Partial<SessionSync> = {},
  ): Promise<SessionState> {
    const [row] = await this.run(
      rep,
      "select public.sync_dial_session($1, $2, $3, $4, $5, $6, $7) as state",
      [
        sessionId,
        listId,
        said.status ?? "dialing",
        said.pauseReason ?? null,
        said.target ?? 3,
        said.release ?? [],
        said.take ?? null,
      ],
    );
    return sessionStateSchema.parse(row?.["state"]);
  }

  /** Writes a call; it began now unless told. */
  async save(
    rep: Rep,
    callId: string,
    call: Partial<CallInput> & { leadId: string },
  ): Promise<Record<string, unknown>> {
    const details = { startedAt: await this.clock(), notes: "", ...call };
    const [row] = await this.run(rep, "select * from public.save_call($1, $2)", [callId, details]);
    return row ?? {};
  }

  /** Writes a call that began and ended now, under the permit given. */
  async call(
    rep: Rep,
    leadId: string,
    outcome: string,
    given: Partial<CallInput> = {},
  ): Promise<string> {
    const id = randomUUID();
    await this.save(rep, id, { leadId, endedAt: await this.clock(), outcome, ...given });
    return id;
  }

  /** Takes a lead by name in a session of its own, and calls it with this outcome. */
  async takeAndCall(
    rep: Rep,
    leadId: string,
    outcome: string,
    given: Partial<CallInput> = {},
  ): Promise<string> {
    const { held } = await this.sync(rep, randomUUID(), null, { take: leadId });
    return this.call(rep, leadId, outcome, { permitId: held[0]?.permit?.id ?? null, ...given });
  }

  /** Columns of a lead's row. */
  async leadRow(leadId: string): Promise<Record<string, unknown>> {
    const { rows } = await this.db.query<Record<string, unknown>>(
      "select * from public.leads where id = $1",
      [leadId],
    );
    return rows[0] ?? {};
  }
}

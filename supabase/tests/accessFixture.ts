import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { Actor } from "./accessMatrix.ts";
import { writeBillingFixture } from "./billingFixture.ts";
import { writeDialFixture } from "./dialFixture.ts";
import { writeFlagFixture } from "./flagFixture.ts";
import { writeServiceFixture } from "./serviceFixture.ts";
import type { Row, TableFixture } from "./TableFixture.ts";

/** A statement with its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The people of the fixture and every table's rows. */
export interface AccessFixture {
  /** The claims each actor's token carries; none for anon and service. */
  readonly claims: Readonly<Partial<Record<Actor, { sub: string; session_id: string }>>>;
  readonly tables: Readonly<Record<string, TableFixture>>;
}

/** Writes two organisations, an operator with a third, and one row per label into every table. */
export async function writeAccessFixture(superuser: Client): Promise<AccessFixture> {
  let phones = 0;
  const nextPhone = () => `+1415555${String(++phones).padStart(4, "0")}`;
  const insert = async (table: string, row: Record<string, unknown>): Promise<void> => {
    const columns = Object.keys(row);
    await superuser.query(
      `insert into ${table} (${columns.join(", ")}) values (${columns.map((_, at) => `$${at + 1}`).join(", ")})`,
      Object.values(row),
    );
  };
  const person = async (name: string) => {
    const id = randomUUID();
    const sessionId = randomUUID();
    await insert("auth.users", {
      id,
      email: `${name}@example.test`,
      raw_user_meta_data: { full_name: name },
    });
    await insert("auth.sessions", { id: sessionId, user_id: id });
    const found = await superuser.query<{ organization_id: string }>(
      "select organization_id from public.memberships where user_id = $1",
      [id],
    );
    return {
      id,
      organizationId: found.rows[0]?.organization_id ?? "",
      claims: { sub: id, session_id: sessionId },
    };
  };
  const admin = await person("admin");
  const joining = async (name: string, role: string) => {
    const joined = await person(name);
    await superuser.query("delete from public.organizations where id = $1", [
      joined.organizationId,
    ]);
    await insert("public.memberships", {
      user_id: joined.id,
      organization_id: admin.organizationId,
      role,
    });
    return joined;
  };
  const manager = await joining("manager", "manager");
  const rep = await joining("rep", "rep");
  const outsider = await person("outsider");
  const operator = await person("operator");
  // Somebody without an organisation, and an account without even a profile: the subjects of `new` rows.
  const loner = await person("loner");
  await superuser.query("delete from public.organizations where id = $1", [loner.organizationId]);
  // Who belonged to the organisations, and does no more.
  const gone = { former: await person("former"), foreign: await person("exile") };
  for (const { organizationId } of Object.values(gone))
    await superuser.query("delete from public.organizations where id = $1", [organizationId]);
  const ghost = await person("ghost");
  await superuser.query("delete from public.organizations where id = $1", [ghost.organizationId]);
  await superuser.query("delete from public.profiles where user_id = $1", [ghost.id]);
  await superuser.query("update public.profiles set address_proven_at = now()");
  await insert("public.operators", { user_id: operator.id });
  await superuser.query("delete from public.mail_outbox");
  const leaving = (organization_id: string, user_id: string) => ({
    organization_id,
    user_id,
    role: "rep",
  });
  await insert("public.former_members", leaving(admin.organizationId, gone.former.id));
  await insert("public.former_members", leaving(outsider.organizationId, gone.foreign.id));

  const home = admin.organizationId;
  const away = outsider.organizationId;
  const lead = async (organizationId: string, ownerId: string | null) => {
    const id = randomUUID();
    const phone = nextPhone();
    await insert("public.leads", {
      id,
      organization_id: organizationId,
      owner_id: ownerId,
      name: "Lead",
      phone,
      phone_original: phone,
    });
    return id;
  };
  const leads = {
    own: await lead(home, rep.id),
    unassigned: await lead(home, null),
    colleagues: await lead(home, manager.id),
    foreign: await lead(away, outsider.id),
  };
  const list = async (organizationId: string, createdBy: string) => {
    const id = randomUUID();
    await insert("public.lead_lists", {
      id,
      organization_id: organizationId,
      name: "List",
      created_by: createdBy,
    });
    return id;
  };
  const lists = {
    own: await list(home, rep.id),
    colleagues: await list(home, manager.id),
    foreign: await list(away, outsider.id),
  };
  const place = (listId: string, leadId: string, organizationId: string) => ({
    list_id: listId,
    lead_id: leadId,
    organization_id: organizationId,
    position: 1,
  });
  const secondForeignList = await list(away, outsider.id);
  await insert("public.list_leads", place(lists.own, leads.own, home));
  await insert("public.list_leads", place(lists.own, leads.colleagues, home));
  await insert("public.list_leads", place(lists.foreign, leads.foreign, away));

  const call = (organizationId: string, leadId: string, userId: string) => ({
    id: randomUUID(),
    organization_id: organizationId,
    lead_id: leadId,
    user_id: userId,
    phone: "+14155550100",
    started_at: "2026-11-22T09:00:00Z",
    is_practice: false,
  });
  const calls = {
    own: call(home, leads.own, rep.id),
    colleagues: call(home, leads.colleagues, manager.id),
    foreign: call(away, leads.foreign, outsider.id),
  };
  for (const row of Object.values(calls)) await insert("public.calls", row);

  const invitation = (organizationId: string, invitedBy: string, email: string) => ({
    id: randomUUID(),
    organization_id: organizationId,
    email,
    role: "rep",
    invited_by: invitedBy,
  });
  const invitations = {
    own: invitation(home, admin.id, "invited@example.test"),
    foreign: invitation(away, outsider.id, "invited@example.test"),
  };
  for (const row of Object.values(invitations)) await insert("public.invitations", row);

  const proof = () => ({
    token_hash: randomUUID(),
    user_id: rep.id,
    email: "rep@example.test",
    expires_at: "2030-01-01T00:00:00Z",
  });
  const ownProof = proof();
  await insert("public.email_proofs", ownProof);
  const mail = () => ({
    id: randomUUID(),
    template: "verify_email",
    recipient: "rep@example.test",
    user_id: rep.id,
  });
  const ownMail = mail();
  await insert("public.mail_outbox", ownMail);

  const byId = (ids: Record<string, string>, column = "id"): Record<string, Row> =>
    Object.fromEntries(
      Object.entries(ids).map(([label, id]) => [label, { key: { [column]: id } }]),
    );
  const people = {
    own: rep.id,
    colleagues: manager.id,
    foreign: outsider.id,
    operators: operator.id,
  };
  const organizations = { own: home, foreign: away, operators: operator.organizationId };
  const newLead = (organizationId: string, ownerId: string | null) => () => {
    const phone = nextPhone();
    return {
      organization_id: organizationId,
      owner_id: ownerId,
      name: "New",
      phone,
      phone_original: phone,
    };
  };
  const newList = (organizationId: string, createdBy: string) => () => ({
    organization_id: organizationId,
    name: "New",
    created_by: createdBy,
  });

  return {
    claims: {
      rep: rep.claims,
      manager: manager.claims,
      admin: admin.claims,
      outsider: outsider.claims,
      operator: operator.claims,
    },
    tables: {
      organizations: {
        rows: byId(organizations),
        touch: "name = 'Renamed'",
        inserts: { new: () => ({ name: "New" }) },
      },
      profiles: {
        rows: byId({ ...people, former: gone.former.id }, "user_id"),
        touch: "full_name = 'Renamed'",
        inserts: {
          new: () => ({ user_id: ghost.id, email: "ghost@example.test", full_name: "Ghost" }),
        },
      },
      memberships: {
        rows: byId(people, "user_id"),
        touch: "role = 'admin'",
        inserts: { new: () => ({ user_id: loner.id, organization_id: home, role: "rep" }) },
      },
      former_members: {
        rows: byId({ former: gone.former.id, foreign: gone.foreign.id }, "user_id"),
        touch: "left_at = now()",
        inserts: {
          former: () => leaving(home, loner.id),
          foreign: () => leaving(away, loner.id),
        },
      },
      invitations: {
        rows: byId({ own: invitations.own.id, foreign: invitations.foreign.id }),
        touch: "revoked_at = now()",
        inserts: { new: () => invitation(home, admin.id, "another@example.test") },
      },
      operators: {
        rows: byId({ operators: operator.id }, "user_id"),
        touch: "created_at = now()",
        inserts: { new: () => ({ user_id: rep.id }) },
      },
      email_proofs: {
        rows: { own: { key: { token_hash: ownProof.token_hash } } },
        touch: "expires_at = now()",
        inserts: { new: proof },
      },
      mail_outbox: {
        rows: byId({ own: ownMail.id }),
        touch: "status = 'sent'",
        inserts: { new: mail },
      },
      leads: {
        rows: byId(leads),
        touch: "title = 'Touched'",
        inserts: {
          own: newLead(home, rep.id),
          unassigned: newLead(home, null),
          colleagues: newLead(home, manager.id),
          foreign: newLead(away, null),
        },
      },
      lead_lists: {
        rows: byId(lists),
        touch: "name = 'Touched'",
        inserts: { own: newList(home, rep.id), foreign: newList(away, outsider.id) },
      },
      list_leads: {
        rows: {
          own: { key: { list_id: lists.own, lead_id: leads.own } },
          colleagues: { key: { list_id: lists.own, lead_id: leads.colleagues } },
          foreign: { key: { list_id: lists.foreign, lead_id: leads.foreign } },
        },
        touch: "position = 2",
        inserts: {
          own: () => place(lists.own, leads.unassigned, home),
          colleagues: () => place(lists.colleagues, leads.colleagues, home),
          foreign: () => place(secondForeignList, leads.foreign, away),
        },
      },
      calls: {
        rows: byId({
          own: calls.own.id,
          colleagues: calls.colleagues.id,
          foreign: calls.foreign.id,
        }),
        touch: "notes = 'Touched'",
        inserts: {
          own: () => call(home, leads.own, rep.id),
          colleagues: () => call(home, leads.colleagues, manager.id),
          foreign: () => call(away, leads.foreign, outsider.id),
        },
      },
      ...(await writeDialFixture({
        superuser,
        insert,
        nextPhone,
        people: { rep: rep.id, manager: manager.id, outsider: outsider.id },
        organizations: { home, away },
        leads,
        freeLeads: { own: await lead(home, rep.id), foreign: await lead(away, outsider.id) },
      })),
      ...(await writeServiceFixture({ insert, organizations: { home, away } })),
      ...(await writeBillingFixture({
        insert,
        organizations: { home, away, bare: operator.organizationId },
      })),
      ...(await writeFlagFixture({
        insert,
        organizations: { home, away },
        people: { rep: rep.id, manager: manager.id, outsider: outsider.id },
      })),
    },
  };
}

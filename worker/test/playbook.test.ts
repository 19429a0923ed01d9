import type { Outcome } from "#shared/outcomes";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { join, type Person, signUp, signUpProven } from "./people.ts";

let admin: Person;
let manager: Person;
let rep: Person;
let stranger: Person;
beforeAll(async () => {
  admin = await signUpProven();
  [manager, rep, stranger] = await Promise.all([
    join(admin, "manager"),
    join(admin, "rep"),
    signUp("stranger"),
  ]);
});

const readPlaybook = (person: Person = rep) => person.browser.call("getPlaybook", {});

const OUTCOME: Outcome = {
  key: "demo_booked",
  label: "Demo booked",
  reached: true,
  afterwards: "finished",
  retryAfterMinutes: null,
  maxAttempts: null,
  requiresNextStep: true,
  requiresReason: true,
  reasons: ["Asked for it", "Price"],
  moveToListId: null,
  taskText: "Send {{first_name}} the invitation",
  taskInDays: 1,
  mailSubject: "Our demo",
  mailBody: "Hello {{first_name}},\n\nthank you.",
};

describe("outcomes", () => {
  it("are there from the first moment, in the order of their keys", async () => {
    const { outcomes, settings } = await readPlaybook(stranger);
    expect(outcomes.map(({ key }) => key)).toEqual([
      "connected",
      "voicemail",
      "no_answer",
      "busy",
      "wrong_number",
      "callback",
      "do_not_call",
    ]);
    expect(settings.pauseReasons).toContain("Lunch");
  });

  it("are set all at once: kept whole, in the order given, and what is left out is offered no more", async () => {
    const before = await readPlaybook();
    const outcomes = [OUTCOME, ...before.outcomes.slice(1).toReversed()];
    const saved = await manager.browser.call("saveOutcomes", { body: { outcomes } });
    expect(saved.outcomes).toEqual(outcomes);
    expect((await readPlaybook()).outcomes).toEqual(outcomes);
    await manager.browser.call("saveOutcomes", { body: { outcomes: before.outcomes } });
    expect((await readPlaybook()).outcomes).toEqual(before.outcomes);
  });

  it("are changed by two managers at once to what one of them gave", async () => {
    const { outcomes } = await readPlaybook();
    const orders = [outcomes, outcomes.toReversed(), outcomes.slice(0, 2), outcomes.slice(3)];
    const given = orders.map((order) => ({ body: { outcomes: order } }));
    await Promise.all(given.map((each) => manager.browser.copy().call("saveOutcomes", each)));
    const kept = (await readPlaybook()).outcomes.map(({ key }) => key);
    expect(orders.map((order) => order.map(({ key }) => key))).toContainEqual(kept);
    await manager.browser.call("saveOutcomes", { body: { outcomes } });
  });

  it("move leads to lists of the organization alone", async () => {
    const { outcomes } = await readPlaybook();
    const foreign = crypto.randomUUID();
    await stranger.browser.call("createList", { body: { id: foreign, name: "Theirs" } });
    const own = crypto.randomUUID();
    await manager.browser.call("createList", { body: { id: own, name: "Ours" } });
    for (const moveToListId of [foreign, crypto.randomUUID()]) {
      const refused = await manager.browser.refused("saveOutcomes", {
        body: { outcomes: [{ ...OUTCOME, moveToListId }] },
      });
      expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
    }
    expect((await readPlaybook()).outcomes).toEqual(outcomes);
    const moved = await manager.browser.call("saveOutcomes", {
      body: { outcomes: [...outcomes, { ...OUTCOME, moveToListId: own }] },
    });
    expect(moved.outcomes.at(-1)?.moveToListId).toBe(own);
  });

  it.each([
    ["none", []],
    ["one key twice", [OUTCOME, { ...OUTCOME, label: "Another" }]],
    ["an attempt again that says not when", [{ ...OUTCOME, afterwards: "again" as const }]],
  ])("are refused where there is %s", async (_, outcomes) => {
    const refused = await manager.browser.refused("saveOutcomes", { body: { outcomes } });
    expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
  });
});

describe("what managers prepare", () => {
  const scriptId = crypto.randomUUID();
  const objectionId = crypto.randomUUID();
  const lineId = crypto.randomUUID();
  const settings = { callsPerDay: 60, reachedPerDay: null, pauseReasons: ["Coffee"] };

  it("is read by every rep, and written again without a change", async () => {
    const script = { id: scriptId, name: "Opening", text: "# Hello\nHi {{first_name}}" };
    const objection = { id: objectionId, title: "Too expensive", answer: "Compared with what?" };
    const line = { id: lineId, phone: "+14155550142", label: "West", userId: rep.id };
    for (let times = 0; times < 2; times += 1) {
      await manager.browser.call("saveScript", {
        params: { scriptId },
        body: { name: script.name, text: script.text },
      });
      await manager.browser.call("saveObjection", {
        params: { objectionId },
        body: { title: objection.title, answer: objection.answer },
      });
      const saved = await manager.browser.call("saveLine", {
        params: { lineId },
        body: { phone: "(415) 555-0142", label: "West", userId: rep.id, isActive: true },
      });
      expect(saved).toEqual({ ...line, isActive: true });
      const set = await manager.browser.call("saveDialSettings", { body: settings });
      expect(set).toEqual(settings);
    }
    expect(await readPlaybook()).toMatchObject({
      scripts: [script],
      objections: [objection],
      lines: [line],
      settings,
    });
  });

  it("is changed and taken away", async () => {
    await manager.browser.call("saveScript", {
      params: { scriptId },
      body: { name: "Opening 2", text: "" },
    });
    await manager.browser.call("saveLine", {
      params: { lineId },
      body: { phone: "+14155550143", label: "West", userId: null, isActive: false },
    });
    const changed = await readPlaybook();
    expect(changed.scripts).toEqual([{ id: scriptId, name: "Opening 2", text: "" }]);
    expect(changed.lines).toMatchObject([{ phone: "+14155550143", isActive: false, userId: null }]);
    await manager.browser.call("deleteScript", { params: { scriptId } });
    await manager.browser.call("deleteObjection", { params: { objectionId } });
    const left = await readPlaybook();
    expect(left.scripts).toEqual([]);
    expect(left.objections).toEqual([]);
    const again = await manager.browser.refused("deleteScript", { params: { scriptId } });
    expect(again).toMatchObject({ status: 404, code: "not_found" });
  });

  it("is no rep's to write", async () => {
    const params = { scriptId, objectionId, lineId };
    const refused = await Promise.all([
      rep.browser.refused("saveOutcomes", { body: { outcomes: [OUTCOME] } }),
      rep.browser.refused("saveDialSettings", { body: settings }),
      rep.browser.refused("saveScript", { params, body: { name: "x", text: "" } }),
      rep.browser.refused("deleteScript", { params }),
      rep.browser.refused("saveObjection", { params, body: { title: "x", answer: "" } }),
      rep.browser.refused("deleteObjection", { params }),
      rep.browser.refused("saveLine", {
        params,
        body: { phone: "4155550142", label: "x", userId: null, isActive: true },
      }),
    ]);
    expect(refused.map(({ code }) => code)).toEqual(refused.map(() => "forbidden"));
  });

  it("is unknown to another organization, by its id too", async () => {
    expect((await readPlaybook(stranger)).lines).toEqual([]);
    await manager.browser.call("saveScript", {
      params: { scriptId },
      body: { name: "Ours", text: "" },
    });
    const params = { scriptId, lineId };
    const refused = await Promise.all([
      stranger.browser.refused("saveScript", { params, body: { name: "x", text: "x" } }),
      stranger.browser.refused("deleteScript", { params }),
      stranger.browser.refused("saveLine", {
        params,
        body: { phone: "4155550142", label: "x", userId: null, isActive: true },
      }),
    ]);
    expect(refused.map(({ code }) => code)).toEqual(["not_found", "not_found", "not_found"]);
    expect((await readPlaybook()).scripts).toEqual([{ id: scriptId, name: "Ours", text: "" }]);
  });

  it("lets a number be one line's, a line be a member's, and a number be a number", async () => {
    const save = (phone: string, userId: string | null) =>
      manager.browser.refused("saveLine", {
        params: { lineId: crypto.randomUUID() },
        body: { phone, label: "Another", userId, isActive: true },
      });
    expect(await save("415-555-0143", null)).toMatchObject({ status: 409, code: "conflict" });
    expect(await save("4155550144", stranger.id)).toMatchObject({ code: "invalid_input" });
    const none = await save("12", null);
    expect(none).toMatchObject({ status: 400, fields: [{ path: "phone" }] });
  });
});

describe("tasks", () => {
  const dueAt = "2026-11-23T09:00:00.000Z";
  interface TaskBody {
    kind: "to_do" | "callback";
    leadId: string | null;
    userId: string | null;
    text: string;
    dueAt: string;
    done: boolean;
  }
  const task = (changed: Partial<TaskBody> = {}): TaskBody => ({
    kind: "to_do",
    leadId: null,
    userId: null,
    text: "Prepare the list",
    dueAt,
    done: false,
    ...changed,
  });
  const save = (person: Person, taskId: string, body: TaskBody) =>
    person.browser.call("saveTask", { params: { taskId }, body });
  const refuse = (person: Person, taskId: string, body: TaskBody) =>
    person.browser.refused("saveTask", { params: { taskId }, body });
  const listOf = async (person: Person) =>
    (await person.browser.call("listTasks", { query: {} })).tasks.map(({ id }) => id);

  let leads = 0;
  async function newLead(): Promise<string> {
    const listId = crypto.randomUUID();
    await rep.browser.call("createList", { body: { id: listId, name: "Calls" } });
    const phone = `(212) 555-${String(++leads).padStart(4, "0")}`;
    await rep.browser.call("importLeads", {
      params: { listId },
      body: { rows: [{ rowNumber: 1, fields: { name: "Ada Byron", phone } }] },
    });
    const found = await rep.browser.call("listLeads", { query: { listId } });
    return found.leads[0]?.id ?? "";
  }

  it("are one's own or anyone's, the soonest first, until they are done", async () => {
    const [own, anyones, managers] = [0, 1, 2].map(() => crypto.randomUUID());
    await save(rep, own ?? "", task({ userId: rep.id }));
    await save(manager, anyones ?? "", task({ dueAt: "2026-11-22T09:00:00Z" }));
    await save(manager, managers ?? "", task({ userId: manager.id }));
    expect(await listOf(rep)).toEqual([anyones, own]);
    expect(await listOf(manager)).toEqual([anyones, managers]);
    expect(await listOf(stranger)).toEqual([]);
    const soon = await rep.browser.call("listTasks", { query: { dueBefore: dueAt } });
    expect(soon.tasks.map(({ id }) => id)).toEqual([anyones]);

    const done = await save(rep, anyones ?? "", task({ done: true }));
    expect(done.doneAt).not.toBeNull();
    const again = await save(rep, anyones ?? "", task({ done: true }));
    expect(again.doneAt).toBe(done.doneAt);
    expect(await listOf(rep)).toEqual([own]);
    expect((await save(rep, anyones ?? "", task())).doneAt).toBeNull();
    expect(await listOf(rep)).toHaveLength(2);
  });

  it("are written once however often they are sent, also at once", async () => {
    const id = crypto.randomUUID();
    const given = task({ userId: rep.id, text: "Once" });
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        rep.browser.copy().call("saveTask", { params: { taskId: id }, body: given }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await listOf(rep)).filter((each) => each === id)).toHaveLength(1);
  });

  it("name the lead they are about, and promise it one callback at a time", async () => {
    const leadId = await newLead();
    const id = crypto.randomUUID();
    const callback = task({ kind: "callback", leadId, userId: rep.id, text: "Call back" });
    expect(await save(rep, id, callback)).toMatchObject({ leadName: "Ada Byron", leadId });
    const second = await refuse(rep, crypto.randomUUID(), { ...callback, userId: null });
    expect(second).toMatchObject({ status: 409, code: "conflict" });
    const other = await refuse(rep, id, { ...callback, leadId: await newLead() });
    expect(other).toMatchObject({ status: 409, code: "conflict" });
    await save(rep, id, { ...callback, done: true });
    await save(rep, crypto.randomUUID(), { ...callback, userId: null });
    const reopened = await refuse(rep, id, callback);
    expect(reopened).toMatchObject({ status: 409, code: "conflict" });
  });

  it("are given to others by managers, and to members alone", async () => {
    const id = crypto.randomUUID();
    expect(await refuse(rep, id, task({ userId: manager.id }))).toMatchObject({
      code: "forbidden",
    });
    await save(manager, id, task({ userId: rep.id }));
    expect(await listOf(rep)).toContain(id);
    expect(await listOf(manager)).not.toContain(id);
    expect(await refuse(rep, id, task({ userId: manager.id }))).toMatchObject({
      code: "forbidden",
    });
    expect(await refuse(manager, id, task({ userId: stranger.id }))).toMatchObject({
      code: "invalid_input",
    });
  });

  it("of others, and about leads of others, answer as unknown ones do", async () => {
    const id = crypto.randomUUID();
    await save(manager, id, task({ userId: manager.id }));
    for (const person of [rep, stranger]) {
      expect(await refuse(person, id, task())).toMatchObject({ status: 404, code: "not_found" });
    }
    const leadId = await newLead();
    for (const lead of [leadId, crypto.randomUUID()]) {
      const refused = await refuse(stranger, crypto.randomUUID(), task({ leadId: lead }));
      expect(refused).toMatchObject({ status: 404, code: "not_found" });
    }
  });
});

describe("views", () => {
  const view = (changed: object = {}) => ({
    name: "West coast",
    isShared: false,
    columns: ["name", "custom.Beds"],
    sort: { field: "score", descending: true },
    filter: [{ field: "state", operator: "any_of" as const, value: ["CA", "OR"] }],
    ...changed,
  });
  const names = async (person: Person) =>
    (await person.browser.call("listViews", {})).views.map(({ name }) => name);

  it("are one's own until they are shared, and changed by their author alone", async () => {
    const viewId = crypto.randomUUID();
    const saved = await rep.browser.call("saveView", { params: { viewId }, body: view() });
    expect(saved).toEqual({ ...view(), id: viewId, userId: rep.id });
    expect(await names(manager)).toEqual([]);
    const shared = { params: { viewId }, body: view({ isShared: true }) };
    await rep.browser.call("saveView", shared);
    await rep.browser.call("saveView", shared);
    expect(await names(manager)).toEqual(["West coast"]);
    expect(await names(stranger)).toEqual([]);
    for (const person of [manager, stranger]) {
      const refused = await person.browser.refused("saveView", shared);
      expect(refused).toMatchObject({ status: 404, code: "not_found" });
    }
  });

  it("are deleted by their author, shared ones by managers too", async () => {
    const viewId = crypto.randomUUID();
    await rep.browser.call("saveView", { params: { viewId }, body: view() });
    for (const person of [manager, stranger]) {
      const refused = await person.browser.refused("deleteView", { params: { viewId } });
      expect(refused).toMatchObject({ status: 404, code: "not_found" });
    }
    await rep.browser.call("saveView", { params: { viewId }, body: view({ isShared: true }) });
    await manager.browser.call("deleteView", { params: { viewId } });
    expect((await rep.browser.call("listViews", {})).views.map(({ id }) => id)).not.toContain(
      viewId,
    );
  });
});

describe("numbers that are not called", () => {
  it("are taken as typed, once, and told newest first with who added them", async () => {
    const { browser } = await join(admin, "rep");
    const phones = ["(415) 555-0101", "+1 415 555 0102", "4155550101", "12", "nobody"];
    expect(await browser.call("addDoNotCall", { body: { phones } })).toEqual({
      added: 2,
      refused: ["12", "nobody"],
    });
    expect(await browser.call("addDoNotCall", { body: { phones: ["4155550102"] } })).toEqual({
      added: 0,
      refused: [],
    });
    await manager.browser.call("addDoNotCall", { body: { phones: ["4155550103"] } });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page: {
        numbers: { phone: string; addedByName: string | null }[];
        nextCursor: string | null;
      } = await rep.browser.call("listDoNotCall", {
        query: { limit: 1, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...page.numbers.map(({ phone, addedByName }) => `${phone} ${addedByName}`));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen[0]).toBe("+14155550103 manager");
    expect(seen.slice(1).toSorted()).toEqual(["+14155550101 rep", "+14155550102 rep"]);
    const foreign = await stranger.browser.call("listDoNotCall", { query: {} });
    expect(foreign.numbers).toEqual([]);
  });
});

describe("what somebody writes past the Worker, with a token of their own", () => {
  const env = z
    .object({ SUPABASE_URL: z.string(), SUPABASE_ANON_KEY: z.string() })
    .parse(inject("worldEnv"));
  const rest = (person: Person, method: string, path: string, row: object) =>
    fetch(`${env.SUPABASE_URL}/rest/v1/${path}`, {
      method,
      headers: {
        apikey: env.SUPABASE_ANON_KEY,
        authorization: `Bearer ${person.browser.cookies.get("salespulse-access") ?? ""}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(row),
    });

  it("takes no colleague's views away", async () => {
    const viewId = crypto.randomUUID();
    const sort = { field: "name", descending: false };
    await manager.browser.call("saveView", {
      params: { viewId },
      body: { name: "Mine", isShared: false, columns: ["name"], sort, filter: [] },
    });
    const { membership } = await rep.browser.call("getMe", {});
    const written = await rest(rep, "POST", "saved_views", {
      id: crypto.randomUUID(),
      organization_id: membership?.organization.id,
      user_id: rep.id,
      name: "Broken",
      is_shared: true,
      columns: ["name"],
      sort,
      filter: [{ field: "nothing", operator: "drop" }],
    });
    expect(written.status).toBe(201);
    const { views } = await manager.browser.call("listViews", {});
    expect(views.map(({ id }) => id)).toContain(viewId);
  });

  it("takes no colleague's lists away", async () => {
    const { membership } = await rep.browser.call("getMe", {});
    const written = await rest(rep, "POST", "lead_lists", {
      organization_id: membership?.organization.id,
      created_by: rep.id,
      name: "Broken",
      filter: [{ field: "nothing", operator: "drop" }],
    });
    expect(written.status).toBe(403);
    await manager.browser.call("listLists", {});
  });

  it("keeps no team from its playbook", async () => {
    const before = await readPlaybook();
    const label = "two\nlines \u202e";
    const written = await rest(manager, "PATCH", "outcomes?key=eq.busy", { label });
    expect(written.status).toBe(204);
    expect((await readPlaybook()).outcomes.map((outcome) => outcome.label)).toContain(label);
    await manager.browser.call("saveOutcomes", { body: { outcomes: before.outcomes } });
  });
});

import { fileURLToPath } from "node:url";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveMessage } from "#shared/live";
import { Endings } from "../start/Endings.ts";
import { eventsOf, type LiveLine, openLiveLine, openSilentLine } from "./openLiveLine.ts";
import { type Person, type Scale, startScale } from "./startScale.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const endings = new Endings(() => undefined);
let scale: Scale;
let admin: Person;
let manager: Person;
let rep: Person;
let another: Person;
let leaver: Person;

beforeAll(async () => {
  scale = await startScale({ root, endings, reps: 4, log: () => undefined });
  admin = scale.manager;
  const [first, second, third, fourth] = scale.reps;
  if (!first || !second || !third || !fourth) throw new Error("Somebody is missing.");
  [manager, rep, another, leaver] = [first, second, third, fourth];
  await changeRole(manager, "manager");
});
afterAll(() => endings.run());

const changeRole = (person: Person, role: "rep" | "manager") =>
  admin.client.call("changeRole", { params: { userId: person.id }, body: { role } });
const rename = (name: string) => admin.client.call("updateOrganization", { body: { name } });

/** Tells something past the product, as a change made elsewhere would. */
const tell = (
  kind: string,
  onlyUser: string | null = null,
  leastRole: string | null = null,
  on: Client = scale.database,
) =>
  on.query("select private.tell($1, $2, null, $3, $4::text::public.member_role)", [
    scale.organizationId,
    kind,
    onlyUser,
    leastRole,
  ]);

const eventAbout = (line: LiveLine, about: string) =>
  line.until((heard) => eventsOf(heard).find((event) => event.about === about));
const kindsOf = (heard: readonly LiveMessage[]) => eventsOf(heard).map((event) => event.about);

describe("a line", () => {
  it("hears what a colleague changes through the product", async () => {
    const line = await openLiveLine(scale, rep);
    await rename("Renamed");
    await expect(eventAbout(line, "organization")).resolves.toBeDefined();
    line.socket.close();
  });

  it("hears what was changed past the product, and what concerns everybody of the service", async () => {
    const line = await openLiveLine(scale, rep);
    await tell("elsewhere");
    await expect(eventAbout(line, "elsewhere")).resolves.toBeDefined();
    await scale.database.query("select private.tell(null, 'for_everybody')");
    await expect(eventAbout(line, "for_everybody")).resolves.toBeDefined();
    line.socket.close();
  });

  it("hears on its return what it missed, and nothing again", async () => {
    const first = await openLiveLine(scale, rep);
    await tell("before_leaving");
    const { position } = await eventAbout(first, "before_leaving");
    first.socket.close();
    await first.closed();
    await tell("while_away");
    const second = await openLiveLine(scale, rep, position);
    await eventAbout(second, "while_away");
    expect(second.heard[0]).toEqual({ kind: "welcome", position, missed: false });
    expect(kindsOf(second.heard)).toEqual(["while_away"]);
    second.socket.close();
  });

  it("hears only what its holder may", async () => {
    const lines = await Promise.all(
      [admin, manager, rep, another].map((person) => openLiveLine(scale, person)),
    );
    await tell("for_managers", null, "manager");
    await tell("for_the_rep", rep.id);
    await tell("for_the_rep_and_admins", rep.id, "admin");
    await scale.database.query("select private.tell($1, 'of_strangers')", [crypto.randomUUID()]);
    await tell("the_last");
    await Promise.all(lines.map((line) => eventAbout(line, "the_last")));
    expect(lines.map(({ heard }) => kindsOf(heard))).toEqual([
      ["for_managers", "for_the_rep_and_admins", "the_last"],
      ["for_managers", "the_last"],
      ["for_the_rep", "for_the_rep_and_admins", "the_last"],
      ["the_last"],
    ]);
    for (const { socket } of lines) socket.close();
  });

  it("hears as what its holder has become, from the event that says so", async () => {
    const line = await openLiveLine(scale, another);
    await changeRole(another, "manager");
    await tell("for_managers", null, "manager");
    await eventAbout(line, "for_managers");
    await changeRole(another, "rep");
    await tell("for_managers_again", null, "manager");
    await tell("the_end");
    await eventAbout(line, "the_end");
    expect(kindsOf(line.heard)).not.toContain("for_managers_again");
    line.socket.close();
  });

  it("hears as what its holder became between the ticket and the hello", async () => {
    const line = await openSilentLine(scale, another);
    await changeRole(another, "manager");
    line.socket.send(JSON.stringify({ kind: "hello", after: null }));
    await line.until((heard) => heard[0]);
    await tell("for_new_managers", null, "manager");
    await expect(eventAbout(line, "for_new_managers")).resolves.toBeDefined();
    await changeRole(another, "rep");
    line.socket.close();
  });

  it("is closed when its holder signs out, and when they are taken out", async () => {
    const line = await openLiveLine(scale, leaver);
    await leaver.client.call("logout", { query: { scope: "global" } });
    expect(await line.closed()).toBe(4401);

    const removed = await openLiveLine(scale, another);
    await admin.client.call("removeMember", { params: { userId: another.id } });
    expect(await removed.closed()).toBe(4401);
  });

  it.each([
    "",
    "{",
    '{"kind":"hello"}',
    '{"kind":"hello","after":"1"}',
    '{"kind":"hello","after":"0.9223372036854775808"}',
    '{"kind":"hello","after":"18446744073709551616.0"}',
    '{"kind":"hello","after":null,"x":1}',
  ])("is closed where its desktop says %j", async (message) => {
    const line = await openSilentLine(scale, rep);
    line.socket.send(message);
    expect(await line.closed()).toBe(4400);
  });

  it("gives way, the oldest first, where one person opens too many", async () => {
    const lines: LiveLine[] = [];
    for (let count = 0; count < 21; count += 1) lines.push(await openLiveLine(scale, rep));
    expect(await lines[0]?.closed()).toBe(4429);
    await tell("to_those_left");
    for (const line of lines.slice(1)) {
      await eventAbout(line, "to_those_left");
      line.socket.close();
    }
  });

  it("says hello once", async () => {
    const line = await openLiveLine(scale, rep);
    line.socket.send(JSON.stringify({ kind: "hello", after: null }));
    expect(await line.closed()).toBe(4400);
  });

  it(
    "that is far behind looks at everything anew, and keeps nobody waiting",
    { timeout: 120_000 },
    async () => {
      const line = await openLiveLine(scale, rep);
      const [begun] = line.heard;
      const position = begun?.kind === "welcome" ? begun.position : null;
      line.socket.close();
      await scale.database.query(
        `insert into public.live_events (organization_id, kind, entity_id)
       select $1, 'many', gen_random_uuid() from generate_series(1, 40000)`,
        [scale.organizationId],
      );
      const behind = await openLiveLine(scale, rep, position);
      // The last alone is looked at: there are many.
      await behind.until((heard) => {
        const last = heard.at(-1);
        return last?.kind === "welcome" && last.missed ? last : undefined;
      });
      await tell("afterwards");
      await behind.until((heard) => {
        const last = heard.at(-1);
        return last?.kind === "events" && last.events.at(-1)?.about === "afterwards"
          ? last
          : undefined;
      });
      expect(eventsOf(behind.heard).length).toBeLessThan(35_000);
      behind.socket.close();
    },
  );

  it("is told that it missed something where that was never given, or is no longer kept", async () => {
    const { rows } = await scale.database.query<{ xid: string }>(
      "select pg_current_xact_id()::text as xid",
    );
    const future = BigInt(rows[0]?.xid ?? "0") + 1_000_000n;
    const fromTheFuture = await openLiveLine(scale, rep, `${future}.1`);
    expect(fromTheFuture.heard[0]).toMatchObject({ kind: "welcome", missed: true });
    fromTheFuture.socket.close();

    await scale.database.query(
      "update public.live_events set created_at = now() - interval '2 days'",
    );
    await scale.database.query("select public.prune_live_events('24 hours', 100000)");
    const fromThePast = await openLiveLine(scale, rep, "3.1");
    expect(fromThePast.heard[0]).toMatchObject({ kind: "welcome", missed: true });
    fromThePast.socket.close();
  });
});

describe("a change whose transaction ends late", () => {
  it("holds back what began after it, and is not passed over", async () => {
    const line = await openLiveLine(scale, rep);
    const slow = await scale.connect();
    await slow.query("begin");
    await tell("began_first", null, null, slow);
    await tell("ended_first");
    const { rows } = await scale.database.query<{ waits: boolean }>(
      "select (public.read_live_events($1, null, 10) ->> 'waits')::boolean as waits",
      [scale.organizationId],
    );
    expect(rows).toEqual([{ waits: true }]);
    // The hub is poked, and looks, while the older one still runs.
    await rename("Poked meanwhile");
    await slow.query("commit");
    await eventAbout(line, "ended_first");
    expect(kindsOf(line.heard).filter((kind) => kind.endsWith("_first"))).toEqual([
      "began_first",
      "ended_first",
    ]);
    line.socket.close();
  });
});

describe("a thousand forced disconnects", () => {
  // As many lines as one person may have.
  const WALKERS = 20;
  const DISCONNECTS = 50;

  it("lose nothing and repeat nothing", { timeout: 240_000 }, async () => {
    const began = await openLiveLine(scale, rep);
    const [welcome] = began.heard;
    const start = welcome?.kind === "welcome" ? welcome.position : "";
    began.socket.close();

    const writing = new AbortController();
    const writers = await Promise.all([scale.connect(), scale.connect(), scale.connect()]);
    const written = Promise.all(
      writers.map(async (client, index) => {
        while (!writing.signal.aborted) {
          // Transactions that overlap: numbers are given out in another order than they end in.
          await client.query("begin");
          await tell(`written_by_${"abc".charAt(index)}`, rep.id, null, client);
          await client.query("select pg_sleep($1)", [0.004 * index]);
          await client.query("commit");
        }
      }),
    );
    const walk = async () => {
      const found: string[] = [];
      let place: string | null = start;
      for (let turn = 0; turn < DISCONNECTS; turn += 1) {
        const line = await openLiveLine(scale, rep, place);
        await line.until((heard) => heard.at(1 + (turn % 4)));
        line.socket.close();
        for (const { position } of eventsOf(line.heard)) {
          place = position;
          found.push(position);
        }
      }
      return { found, place };
    };
    const walks = await Promise.all(Array.from({ length: WALKERS }, walk));
    writing.abort();
    await written;
    await tell("the_last_of_all");

    const all = await scale.database.query<{ position: string }>(
      `select xid || '.' || id as position from public.live_events
       where organization_id = $1 and (xid, id) > (split_part($2, '.', 1)::xid8, split_part($2, '.', 2)::bigint)
         and (user_id is null or user_id = $3) and least_role is null
       order by xid, id`,
      [scale.organizationId, start, rep.id],
    );
    const positions = all.rows.map(({ position }) => position);
    expect(positions.length).toBeGreaterThan(WALKERS);
    for (const { found, place } of walks) {
      const rest = await openLiveLine(scale, rep, place);
      await eventAbout(rest, "the_last_of_all");
      rest.socket.close();
      const later = eventsOf(rest.heard).map(({ position }) => position);
      expect([...found, ...later]).toEqual(positions);
    }
  });
});

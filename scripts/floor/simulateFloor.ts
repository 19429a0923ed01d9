import type { EndpointName } from "#shared/api";
import { playbookSchema } from "#shared/playbook";
import type { Exchange } from "../scale/ApiClient.ts";
import { runProductClock } from "../scale/runProductClock.ts";
import { seededRandom } from "../scale/seededRandom.ts";
import { startScale, type Person } from "../scale/startScale.ts";
import { summarize, type Summary } from "../scale/summarize.ts";
import type { Endings } from "../start/Endings.ts";
import type { FloorDesktop } from "./FloorDesktop.ts";
import { importBeside } from "./importBeside.ts";
import { judgeFloor, type Finding } from "./judgeFloor.ts";
import { layLosingNetwork } from "./layLosingNetwork.ts";
import { Ledger } from "./Ledger.ts";
import { memoryStorage } from "./memoryStorage.ts";
import type { FloorFlags } from "./parseFloorFlags.ts";
import { FLOOR_STARTS_AT, plantFloor } from "./plantFloor.ts";
import { type FloorEvent, type RepAtWork, workAsRep } from "./workAsRep.ts";

const MINUTE_MS = 60_000;
/** The share of answers that the network loses, after the Worker has done the work. */
const LOSES = 0.03;
/** Desktops' clocks are off by up to so much, either way (ms). */
const CLOCK_ERROR_MS = 40_000;
const DO_NOT_CALL_EVERY_MS = 2 * MINUTE_MS;
const IMPORT_SHARE_OF_TIME = 0.7;

export interface FloorReport {
  readonly flags: FloorFlags;
  readonly wallSeconds: number;
  readonly calls: number;
  readonly rowsImported: number;
  readonly answersLost: number;
  readonly events: Readonly<Record<FloorEvent, number>>;
  readonly guarantees: readonly Finding[];
  readonly remarks: readonly Finding[];
  /** Milliseconds of the wall's clock, by route, of what was answered as wished. */
  readonly routes: Readonly<Record<string, Summary>>;
  /** How often each route answered with each error. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Runs a floor of reps for as long as told, then judges what it left behind. */
export async function simulateFloor(options: {
  root: string;
  flags: FloorFlags;
  endings: Endings;
  tell: (line: string) => void;
}): Promise<FloorReport> {
  const { root, flags, endings, tell } = options;
  const random = seededRandom(flags.seed);
  const scale = await startScale({ root, endings, reps: flags.reps, log: tell });
  const { database, organizationId, manager, reps, workerd } = scale;
  const floor = await plantFloor(scale, { leads: flags.leads, random });
  const network = await layLosingNetwork(workerd.url, () => random() < LOSES);
  endings.add(() => network.stop());
  const exchanges: Exchange[] = [];
  const join = ({ client }: Person) =>
    client.by(network.origin, (exchange) => void exchanges.push(exchange));
  const { outcomes } = playbookSchema.parse(await manager.client.call("getPlaybook", {}));

  tell(`${flags.reps} reps dial for ${flags.minutes} minutes at ${flags.speed} times the speed …`);
  const began = performance.now();
  const clock = await runProductClock(database, {
    startsAt: FLOOR_STARTS_AT,
    speed: flags.speed,
  });
  const ledger = new Ledger();
  for (const phone of floor.doNotCall) ledger.doNotCall.set(phone, FLOOR_STARTS_AT.getTime());
  const events: Record<FloorEvent, number> = {
    calls: 0,
    vanished: 0,
    vanishedInCall: 0,
    wentOffline: 0,
    undone: 0,
    paused: 0,
    taken: 0,
    zonesConfirmed: 0,
    waitedForLead: 0,
  };
  const closing = new AbortController();
  const lengthMs = flags.minutes * MINUTE_MS;
  const working = reps.map(async (rep, index): Promise<FloorDesktop> => {
    const list = floor.listOfRep[index];
    if (list === undefined) throw new Error("A rep has no list.");
    const own = seededRandom(flags.seed + index + 1);
    const work: RepAtWork = {
      userId: rep.id,
      client: join(rep),
      clock,
      storage: memoryStorage(),
      ledger,
      clockErrorMs: Math.round((own() * 2 - 1) * CLOCK_ERROR_MS),
      list,
      leadIds: list.leadIds,
      outcomes,
      random: own,
      events,
    };
    // Nobody starts in the same second.
    await clock.wait(own() * MINUTE_MS);
    return workAsRep(work, closing.signal);
  });
  const [sharedList] = floor.shared;
  if (sharedList === undefined) throw new Error("There is no shared list.");
  const importing = importBeside({
    client: join(manager),
    clock,
    listId: sharedList.id,
    from: flags.leads,
    rows: flags.rows,
    spreadMs: lengthMs * IMPORT_SHARE_OF_TIME,
    random: seededRandom(flags.seed),
  });
  const striking = strikeNumbers();

  const all = Promise.all([importing, Promise.all(working), striking]);
  await Promise.race([clock.wait(lengthMs), all]);
  closing.abort();
  const [rowsImported, desktops] = await all;

  const { guarantees, remarks } = await judgeFloor({
    database,
    organizationId,
    ledger,
    outcomes,
    refused: desktops.flatMap((desktop) =>
      desktop.waiting().map(({ callId, refused }) => ({ callId, code: refused ?? "never sent" })),
    ),
  });
  const imported = {
    name: "every row is imported once",
    count: Math.abs(rowsImported - flags.rows),
    cases: [`${rowsImported} of ${flags.rows}`],
  };
  return {
    flags,
    wallSeconds: Math.round((performance.now() - began) / 1_000),
    calls: ledger.calls.size,
    rowsImported,
    answersLost: network.lost(),
    events,
    guarantees: [...guarantees, imported, faults(exchanges)],
    remarks,
    routes: summarizeRoutes(exchanges),
    errors: countErrors(exchanges),
  };

  /** Puts numbers on the do-not-call list while others dial. */
  async function strikeNumbers(): Promise<void> {
    while (!closing.signal.aborted) {
      await clock.wait(DO_NOT_CALL_EVERY_MS, closing.signal).catch(() => undefined);
      const lead = floor.leads[Math.floor(random() * floor.leads.length)];
      if (lead === undefined || closing.signal.aborted) return;
      await manager.client.call("addDoNotCall", { body: { phones: [lead.phone] } });
      ledger.doNotCall.set(lead.phone, clock.now().getTime());
    }
  }
}

function faults(exchanges: readonly Exchange[]): Finding {
  const failed = exchanges.filter(({ error }) => error === "internal");
  return {
    name: "no fault of ours",
    count: failed.length,
    cases: [...new Set(failed.map(({ endpoint }) => endpoint))],
  };
}

function summarizeRoutes(exchanges: readonly Exchange[]): Record<string, Summary> {
  const byRoute = new Map<EndpointName, number[]>();
  for (const { endpoint, ms, error } of exchanges) {
    if (error !== null) continue;
    const times = byRoute.get(endpoint) ?? [];
    times.push(ms);
    byRoute.set(endpoint, times);
  }
  return Object.fromEntries([...byRoute].map(([name, times]) => [name, summarize(times)]));
}

function countErrors(exchanges: readonly Exchange[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { endpoint, error } of exchanges) {
    if (error === null) continue;
    const name = `${endpoint} ${error}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

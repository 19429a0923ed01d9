import { randomUUID } from "node:crypto";
import { AppError } from "#shared/errors";
import type { Outcome } from "#shared/outcomes";
import { heldAtHand, leadAtHand } from "../../desktop/src/renderer/dial/dialState.ts";
import { missingOf } from "../../desktop/src/renderer/dial/wrapUp.ts";
import type { ApiClient } from "../scale/ApiClient.ts";
import type { ProductClock } from "../scale/runProductClock.ts";
import { FloorDesktop, type DesktopSurroundings } from "./FloorDesktop.ts";

/** Who dials, what, and how things go wrong for them. */
export interface RepAtWork extends DesktopSurroundings {
  readonly list: { readonly id: string; readonly name: string };
  /** Leads of the list, to ask for one by name now and then. */
  readonly leadIds: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly random: () => number;
  readonly events: Record<FloorEvent, number>;
}

/** What befell the desktops. */
export type FloorEvent =
  | "calls"
  | "vanished"
  | "vanishedInCall"
  | "wentOffline"
  | "undone"
  | "paused"
  | "taken"
  | "zonesConfirmed"
  | "waitedForLead";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** How often each thing happens, of all calls. */
const VANISHES = 0.03;
const GOES_OFFLINE = 0.03;
const UNDOES = 0.02;
const PAUSES = 0.02;
const TAKES = 0.03;
/** How often each outcome comes, by its key; other outcomes never come here. */
const OUTCOME_WEIGHTS: Readonly<Record<string, number>> = {
  connected: 15,
  voicemail: 25,
  no_answer: 40,
  busy: 9,
  wrong_number: 3,
  callback: 6,
  do_not_call: 2,
};
const FIRST_OUTCOME_KEY = "connected";

/**
 * One rep's hour, until the signal aborts: calls one lead after another, types notes, pauses, is cut off, vanishes
 * and comes back. Afterwards the running call is ended, everything unsent is sent and the session closed.
 */
export async function workAsRep(rep: RepAtWork, signal: AbortSignal): Promise<FloorDesktop> {
  let desktop = new FloorDesktop(rep);
  let mendsAtMs = 0;
  while (!signal.aborted) {
    if (!desktop.isOnline && rep.clock.now().getTime() > mendsAtMs) desktop.reconnect();
    const does = rep.random();
    if (does < VANISHES) desktop = await vanishAndReturn(desktop, rep, signal);
    else if (does < VANISHES + GOES_OFFLINE) {
      rep.events.wentOffline += 1;
      desktop.isOnline = false;
      mendsAtMs = rep.clock.now().getTime() + between(rep, 30, 600) * SECOND_MS;
    }
    await workOnLead(desktop, rep);
  }
  desktop.reconnect();
  await finish(desktop, rep);
  return desktop;
}

const between = ({ random }: RepAtWork, least: number, most: number) =>
  least + random() * (most - least);

const pause = (rep: RepAtWork, least: number, most: number) =>
  rep.clock.wait(between(rep, least, most) * SECOND_MS);

/** Works on whoever stands in front: calls, or does what is in the way. */
async function workOnLead(desktop: FloorDesktop, rep: RepAtWork): Promise<void> {
  const { state } = desktop;
  if (state.kind === "idle") {
    desktop.dispatch({ kind: "open", list: rep.list, sessionId: randomUUID() });
    return pause(rep, 1, 3);
  }
  if (state.kind === "paused") {
    await pause(rep, 30, 120);
    desktop.dispatch({ kind: "resume" });
    return;
  }
  if (state.kind === "calling") return talk(desktop, rep);
  if (rep.random() < PAUSES) {
    rep.events.paused += 1;
    desktop.dispatch({ kind: "pause", reason: "Break" });
    return;
  }
  if (rep.random() < TAKES && desktop.isOnline) await takeByName(desktop, rep);
  const held = heldAtHand(state.session);
  if (leadAtHand(state) === null || held === null) {
    rep.events.waitedForLead += 1;
    await pause(rep, 5, 15);
    desktop.askSync();
    return;
  }
  // Reading who it is.
  await pause(rep, 2, 12);
  if (held.refusal === "no_time_zone") {
    await confirmZone(rep, held.lead.id);
    desktop.askSync();
    await pause(rep, 1, 2);
    return;
  }
  desktop.dispatch({ kind: "call", callId: randomUUID(), lineId: null });
  if (desktop.state.kind === "ready") {
    // Refused: on to the next one.
    const queue = state.session.held.map(({ lead }) => lead);
    desktop.dispatch({ kind: "move", by: 1, queue });
    await pause(rep, 1, 3);
    return;
  }
  rep.events.calls += 1;
  await talk(desktop, rep);
}

async function talk(desktop: FloorDesktop, rep: RepAtWork): Promise<void> {
  await pause(rep, 4, 30);
  const notes = `Call ${rep.events.calls}: ${randomUUID()}`;
  desktop.dispatch({ kind: "type", notes: notes.slice(0, 20) });
  await pause(rep, 2, 40);
  desktop.dispatch({ kind: "type", notes });
  end(desktop, rep);
  if (rep.random() < UNDOES) {
    rep.events.undone += 1;
    await pause(rep, 1, 3);
    desktop.dispatch({ kind: "undo" });
    await pause(rep, 1, 5);
    if (desktop.state.kind === "calling") end(desktop, rep);
  }
}

/** Ends the call with an outcome and whatever it asks for. */
function end(desktop: FloorDesktop, rep: RepAtWork): void {
  const outcome = chooseOutcome(rep);
  desktop.dispatch({ kind: "end", outcome });
  const { state } = desktop;
  if (state.kind !== "calling" || state.call.wrapUp === null) return;
  const later = (minutes: number) =>
    new Date(desktop.now().getTime() + minutes * MINUTE_MS).toISOString();
  for (const field of missingOf(state.call.wrapUp)) {
    const change =
      field === "callback"
        ? { callbackAt: later(between(rep, 4, 40)), callbackIsMine: rep.random() < 0.5 }
        : field === "reason"
          ? { reason: "As the floor goes" }
          : { stepText: "Send the offer", stepDueAt: later(60) };
    desktop.dispatch({ kind: "fillIn", change });
  }
  desktop.dispatch({ kind: "confirm" });
}

function chooseOutcome({ outcomes, random }: RepAtWork): Outcome {
  const weights = outcomes.map(({ key }) => OUTCOME_WEIGHTS[key] ?? 0);
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = outcomes.find((_, index) => (left -= weights[index] ?? 0) < 0);
  const found = chosen ?? outcomes.find(({ key }) => key === FIRST_OUTCOME_KEY);
  if (found === undefined) throw new Error("The organisation has none of the outcomes.");
  return found;
}

/** Asks for a lead by name, as from its page: perhaps a colleague has it, perhaps it waits for another day. */
async function takeByName(desktop: FloorDesktop, rep: RepAtWork): Promise<void> {
  const leadId = rep.leadIds[Math.floor(rep.random() * rep.leadIds.length)];
  if (leadId === undefined) return;
  const lead = await ask(rep.client, async (client) => {
    return (await client.call("getLead", { params: { leadId } })).lead;
  });
  if (lead === undefined) return;
  rep.events.taken += 1;
  desktop.dispatch({ kind: "take", lead, sessionId: randomUUID() });
  await pause(rep, 2, 4);
}

async function confirmZone(rep: RepAtWork, leadId: string): Promise<void> {
  rep.events.zonesConfirmed += 1;
  await ask(rep.client, (client) =>
    client.call("updateLead", { params: { leadId }, body: { timeZone: "America/Chicago" } }),
  );
}

/** Asks something that may fail without harm: the rep goes on. */
async function ask<T>(
  client: ApiClient,
  question: (client: ApiClient) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await question(client);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** The desktop ends without a word, in a call or between calls; after a while a new one starts on its storage. */
async function vanishAndReturn(
  desktop: FloorDesktop,
  rep: RepAtWork,
  signal: AbortSignal,
): Promise<FloorDesktop> {
  rep.events.vanished += 1;
  if (rep.random() < 0.5) {
    const callId = randomUUID();
    desktop.dispatch({ kind: "call", callId, lineId: null });
    if (rep.ledger.calls.has(callId)) {
      rep.events.calls += 1;
      rep.events.vanishedInCall += 1;
      // Some vanish before a word of the call has gone out.
      if (rep.random() < 0.5) await pause(rep, 1, 10);
    }
  }
  await desktop.vanish();
  // At the end of the hour everybody comes back.
  await rep.clock.wait(between(rep, 5, 900) * SECOND_MS, signal).catch(() => undefined);
  return new FloorDesktop(rep);
}

/** The end of the hour: the running call is ended, everything is sent, the session closed. */
async function finish(desktop: FloorDesktop, rep: RepAtWork): Promise<void> {
  if (desktop.state.kind === "calling") end(desktop, rep);
  if (desktop.state.kind === "paused") desktop.dispatch({ kind: "resume" });
  await waitUntilSent(desktop, rep.clock);
  await desktop.close();
}

const MOST_LOOKS = 600;

async function waitUntilSent(desktop: FloorDesktop, clock: ProductClock): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    if (desktop.waiting().every(({ refused }) => refused !== null)) return;
    await clock.wait(SECOND_MS);
  }
}

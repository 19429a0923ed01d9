import { z } from "zod";
import { REACHED, type CallInput, type CallOutcome } from "#shared/calls";
import { leadSchema } from "#shared/leads";

const sessionSchema = z.object({
  list: z.object({ id: z.uuid(), name: z.string() }),
  /** The leads still to call, in the list's order, the chosen one among them. */
  queue: z.array(leadSchema).readonly(),
  chosenId: z.string().nullable(),
  /** Notes typed before a call, by lead. */
  drafts: z.record(z.string(), z.string()),
  /** Leads called in this session: a queue that was fetched earlier does not bring them back. */
  done: z.array(z.string()).readonly(),
  calls: z.int(),
  reached: z.int(),
});
export type DialSession = z.infer<typeof sessionSchema>;

const runningCallSchema = z.object({
  id: z.uuid(),
  lead: leadSchema,
  startedAt: z.iso.datetime(),
  notes: z.string(),
});
export type RunningCall = z.infer<typeof runningCallSchema>;

/** Why a call was not begun. */
const refusalSchema = z.enum(["address_unproven", "do_not_call"]);
export type CallRefusal = z.infer<typeof refusalSchema>;

/** The dial session as it is kept over a reload: no session, between calls, in one, or paused. */
export const dialStateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("idle") }),
  z.object({
    kind: z.literal("ready"),
    session: sessionSchema,
    refusal: refusalSchema.nullable(),
  }),
  z.object({ kind: z.literal("calling"), session: sessionSchema, call: runningCallSchema }),
  z.object({ kind: z.literal("paused"), session: sessionSchema }),
]);
export type DialState = z.infer<typeof dialStateSchema>;

export type DialEvent =
  | {
      kind: "open";
      list: DialSession["list"];
      leads: DialSession["queue"];
      /** Leads whose calls are not saved yet: the Worker still counts them as not called. */
      called: readonly string[];
    }
  | { kind: "queueCame"; listId: string; leads: DialSession["queue"]; called: readonly string[] }
  | { kind: "close" }
  | { kind: "choose"; leadId: string }
  | { kind: "move"; by: 1 | -1 }
  | { kind: "type"; notes: string }
  /** `callId` is chosen by the caller; `addressProven` is whether the person may call real leads. */
  | { kind: "call"; callId: string; now: Date; addressProven: boolean }
  | { kind: "end"; outcome: CallOutcome; now: Date }
  | { kind: "pause" }
  | { kind: "resume" };

export type DialEffect =
  | { kind: "placeCall"; phone: string }
  | { kind: "saveCall"; callId: string; leadName: string; call: CallInput };

export interface Step {
  readonly state: DialState;
  readonly effects: readonly DialEffect[];
}

export const IDLE: DialState = { kind: "idle" };

/** What follows from an event. Pure: the clock and the ids come with the event, what is to be done goes out as effects. */
export function step(state: DialState, event: DialEvent): Step {
  switch (event.kind) {
    case "open":
      // A running call is never left by looking at another list.
      if (state.kind === "calling") return stay(state);
      return only({ kind: "ready", session: newSession(event), refusal: null });
    case "queueCame":
      if (state.kind === "idle" || state.session.list.id !== event.listId) return stay(state);
      return only({ ...state, session: merge(state, event.leads, event.called) });
    case "close":
      return state.kind === "calling" ? stay(state) : only(IDLE);
    case "choose":
      return state.kind === "ready" ? only(choose(state, event.leadId)) : stay(state);
    case "move": {
      if (state.kind !== "ready") return stay(state);
      const { queue, chosenId } = state.session;
      const at = queue.findIndex((lead) => lead.id === chosenId) + event.by;
      const next = queue[at];
      return next ? only(choose(state, next.id)) : stay(state);
    }
    case "type":
      return only(type(state, event.notes));
    case "call":
      return beginCall(state, event);
    case "end":
      return endCall(state, event.outcome, event.now);
    case "pause":
      return state.kind === "ready"
        ? only({ kind: "paused", session: state.session })
        : stay(state);
    case "resume":
      return state.kind === "paused"
        ? only({ kind: "ready", session: state.session, refusal: null })
        : stay(state);
    default:
      return event satisfies never;
  }
}

/** The lead that stands in the middle of the screen. */
export function leadAtHand(state: DialState) {
  if (state.kind === "idle") return null;
  if (state.kind === "calling") return state.call.lead;
  return state.session.queue.find((lead) => lead.id === state.session.chosenId) ?? null;
}

/** The notes that stand beside it. */
export function notesAtHand(state: DialState): string {
  if (state.kind === "idle") return "";
  if (state.kind === "calling") return state.call.notes;
  return state.session.drafts[state.session.chosenId ?? ""] ?? "";
}

const stay = (state: DialState): Step => ({ state, effects: [] });
const only = stay;

function newSession(event: Extract<DialEvent, { kind: "open" }>): DialSession {
  const queue = event.leads.filter((lead) => !event.called.includes(lead.id));
  return {
    list: event.list,
    queue,
    chosenId: queue[0]?.id ?? null,
    drafts: {},
    done: [...event.called],
    calls: 0,
    reached: 0,
  };
}

function merge(
  state: Exclude<DialState, { kind: "idle" }>,
  leads: DialSession["queue"],
  called: readonly string[],
): DialSession {
  const { session } = state;
  const gone = new Set([...session.done, ...called]);
  if (state.kind === "calling") gone.add(state.call.lead.id);
  const fresh = leads.filter((lead) => !gone.has(lead.id));
  // The chosen lead stays under the rep's eyes, whatever the Worker's newer queue says.
  const chosen = session.queue.find((lead) => lead.id === session.chosenId);
  const queue = chosen && !fresh.some((lead) => lead.id === chosen.id) ? [chosen, ...fresh] : fresh;
  return { ...session, queue, chosenId: chosen?.id ?? queue[0]?.id ?? null };
}

function choose(state: Extract<DialState, { kind: "ready" }>, leadId: string): DialState {
  if (!state.session.queue.some((lead) => lead.id === leadId)) return state;
  return { kind: "ready", session: { ...state.session, chosenId: leadId }, refusal: null };
}

function type(state: DialState, notes: string): DialState {
  if (state.kind === "calling") return { ...state, call: { ...state.call, notes } };
  if (state.kind !== "ready" || state.session.chosenId === null) return state;
  const drafts = { ...state.session.drafts, [state.session.chosenId]: notes };
  return { ...state, session: { ...state.session, drafts } };
}

function beginCall(state: DialState, event: Extract<DialEvent, { kind: "call" }>): Step {
  const lead = leadAtHand(state);
  if (state.kind !== "ready" || !lead) return stay(state);
  if (lead.doNotCall) return only({ ...state, refusal: "do_not_call" });
  if (!event.addressProven && !lead.isSample)
    return only({ ...state, refusal: "address_unproven" });
  const { [lead.id]: notes = "", ...drafts } = state.session.drafts;
  const running: RunningCall = {
    id: event.callId,
    lead,
    startedAt: event.now.toISOString(),
    notes,
  };
  const queue = state.session.queue.filter((each) => each.id !== lead.id);
  const at = state.session.queue.findIndex((each) => each.id === lead.id);
  // After the call comes the lead below; after the last one, the first that is left.
  const chosenId = (queue[at] ?? queue[0])?.id ?? null;
  return {
    state: {
      kind: "calling",
      session: { ...state.session, queue, drafts, chosenId },
      call: running,
    },
    effects: [
      { kind: "saveCall", ...record(running, null, null) },
      ...(lead.isSample ? [] : [{ kind: "placeCall", phone: lead.phone } as const]),
    ],
  };
}

function endCall(state: DialState, outcome: CallOutcome, now: Date): Step {
  if (state.kind !== "calling") return stay(state);
  const { session, call: ended } = state;
  return {
    state: {
      kind: "ready",
      refusal: null,
      session: {
        ...session,
        done: [...session.done, ended.lead.id],
        calls: session.calls + 1,
        reached: session.reached + (REACHED.has(outcome) ? 1 : 0),
      },
    },
    effects: [{ kind: "saveCall", ...record(ended, outcome, now) }],
  };
}

function record(call: RunningCall, outcome: CallOutcome | null, endedAt: Date | null) {
  // A clock set back during the call must not make it end before it began.
  const end = endedAt && new Date(Math.max(endedAt.getTime(), Date.parse(call.startedAt)));
  return {
    callId: call.id,
    leadName: call.lead.name,
    call: {
      leadId: call.lead.id,
      startedAt: call.startedAt,
      endedAt: end?.toISOString() ?? null,
      outcome,
      notes: call.notes,
    },
  };
}

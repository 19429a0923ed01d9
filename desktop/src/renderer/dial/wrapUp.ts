import type { EndingOutcome, RunningCall, WrapUp } from "./dialState.ts";

/** What an outcome can ask of the rep, in the order it is asked. */
export type WrapUpField = "callback" | "reason" | "nextStep";

/** What this outcome asks for; without one, it is the next step alone that is written down. */
export function fieldsOf(outcome: EndingOutcome | null): readonly WrapUpField[] {
  if (outcome === null) return ["nextStep"];
  return [
    ...(outcome.afterwards === "callback" ? (["callback"] as const) : []),
    ...(outcome.requiresReason ? (["reason"] as const) : []),
    ...(outcome.requiresNextStep ? (["nextStep"] as const) : []),
  ];
}

/** Which of it is still to be said. */
export function missingOf(wrapUp: WrapUp): readonly WrapUpField[] {
  return fieldsOf(wrapUp.outcome).filter((field) => {
    if (field === "callback") return wrapUp.callbackAt === "";
    if (field === "reason") return wrapUp.reason.trim() === "";
    return wrapUp.stepText.trim() === "" || wrapUp.stepDueAt === "";
  });
}

/** An empty form for this outcome, with the next step that the call has already. */
export function newWrapUp(call: RunningCall, outcome: EndingOutcome | null, now: Date): WrapUp {
  return {
    outcome,
    askedAt: now.toISOString(),
    callbackAt: "",
    callbackIsMine: true,
    reason: "",
    stepText: call.nextStep?.text ?? "",
    stepDueAt: call.nextStep?.dueAt ?? "",
  };
}

/** The next step as it is written down; null where none is. */
export function nextStepOf({ stepText, stepDueAt }: WrapUp): RunningCall["nextStep"] {
  const text = stepText.trim();
  return text === "" || stepDueAt === "" ? null : { text, dueAt: stepDueAt };
}

import type { Outcome } from "#shared/outcomes";
import { countOf } from "../../../format/formatCount.ts";
import { sayWait } from "./retryAfter.ts";

/**
 * What an outcome asks and does, in one plain line: `Tries again after 4 hours, up to 6 times. Sends a mail.`
 * @param listName the name of a list by its id, undefined where it is gone
 */
export function describeOutcome(
  outcome: Outcome,
  listName: (listId: string) => string | undefined,
): string {
  const asks = [
    outcome.requiresReason && "a reason",
    outcome.requiresNextStep && "the next step",
  ].filter(Boolean);
  const list = outcome.moveToListId === null ? undefined : listName(outcome.moveToListId);
  const does = [
    asks.length > 0 && `Asks for ${asks.join(" and ")}`,
    afterwards(outcome),
    list !== undefined && `Moves to ${list}`,
    outcome.taskText !== null && `Adds a task ${inDays(outcome.taskInDays ?? 0)}`,
    outcome.mailSubject !== null && "Sends a mail",
  ];
  return `${does.filter(Boolean).join(". ")}.`;
}

function afterwards({ afterwards: then, retryAfterMinutes, maxAttempts }: Outcome): string {
  if (then === "finished") return "The lead is done";
  if (then === "callback") return "Calls back at the agreed time";
  if (then === "never") return "Never calls this number again";
  const wait = retryAfterMinutes === null ? "a while" : sayWait(retryAfterMinutes);
  return maxAttempts === 1
    ? "One attempt, then the lead is done"
    : `Tries again after ${wait}, up to ${countOf(maxAttempts ?? 0, "time")}`;
}

function inDays(days: number): string {
  return days === 0 ? "for the same day" : `in ${countOf(days, "day")}`;
}

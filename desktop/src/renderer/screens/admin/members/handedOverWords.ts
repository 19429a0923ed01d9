import type { HandedOver } from "#shared/account";
import { countOf } from "../../../format/formatCount.ts";

/** What was handed over, as a list of counts: `12 leads, 3 tasks`; null where it was nothing. */
export function handedOverWords(handed: HandedOver): string | null {
  const parts = [
    handed.leads > 0 && countOf(handed.leads, "lead"),
    handed.callbacks > 0 && countOf(handed.callbacks, "callback"),
    handed.tasks > 0 && countOf(handed.tasks, "task"),
    handed.lists > 0 && countOf(handed.lists, "list"),
    handed.lines > 0 && countOf(handed.lines, "SIM line"),
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : parts.join(", ");
}

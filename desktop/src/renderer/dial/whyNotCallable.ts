import { isCallingHour } from "#shared/callingHours";
import type { HeldLead } from "#shared/dialing";
import type { CallRefusal } from "./dialState.ts";

/**
 * Why a call with this lead may not begin now, by the Worker's clock; null where it may. Without a
 * network a permit holds until it lapses. Practice calls nobody, so it needs neither permit nor hour.
 */
export function whyNotCallable(held: HeldLead | null, now: Date): CallRefusal | null {
  if (held === null) return "no_permit";
  const { lead, permit, refusal } = held;
  if (lead.doNotCall) return "do_not_call";
  if (refusal !== null) return refusal;
  if (lead.isSample) return null;
  if (permit === null || Date.parse(permit.expiresAt) <= now.getTime()) return "no_permit";
  // A permit given just before the hour ends does not carry beyond it.
  return permit.timeZone !== null && !isCallingHour(permit.timeZone, now) ? "outside_hours" : null;
}

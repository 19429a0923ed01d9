import type { StoredLiveEvent } from "#shared/live";
import { hasRole, type Role } from "#shared/roles";

/** Whether a member may hear of an event: it is for everybody, for them, or for their role and those above. */
export function mayHear(
  listener: { readonly userId: string; readonly role: Role },
  event: Pick<StoredLiveEvent, "userId" | "leastRole">,
): boolean {
  if (event.userId === null && event.leastRole === null) return true;
  if (event.userId === listener.userId) return true;
  return event.leastRole !== null && hasRole(listener.role, event.leastRole);
}

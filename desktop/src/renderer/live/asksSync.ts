import type { DialState } from "../dial/dialState.ts";

/** Whether an event concerns what a dial session holds, so that the Worker is to be asked what may be called now. */
export function asksSync(about: string, entityId: string | null, dial: DialState): boolean {
  if (dial.kind === "idle") return false;
  const { held, taking } = dial.session;
  switch (about) {
    case "lead":
      return entityId === taking?.id || held.some(({ lead }) => lead.id === entityId);
    case "leads":
    case "lists":
    case "do_not_call":
    case "playbook":
      return true;
    default:
      return false;
  }
}

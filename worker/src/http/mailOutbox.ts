import type { Env } from "../env.ts";
import type { WorkContext } from "./context.ts";

/** The one outbox of the service. */
export function mailOutbox(env: Env) {
  return env.MAIL_OUTBOX.get(env.MAIL_OUTBOX.idFromName("service"));
}

/** Sends what has just been put into the outbox, after the answer. */
export function drainMail(context: WorkContext): void {
  context.background(mailOutbox(context.env).poke());
}

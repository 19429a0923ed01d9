import { meSchema, type Me } from "#shared/account";
import { playbookSchema, type Playbook } from "#shared/playbook";
import { rememberAnswer } from "./rememberAnswer.ts";

const ME = "salespulse.me";
const PLAYBOOK = "salespulse.playbook";

/** Who is signed in, so that a desktop that starts offline shows the running call instead of a blank page. */
export const rememberMe = (ask: () => Promise<Me>) => rememberAnswer(ME, meSchema, ask);

/** What managers prepared, so that a call can be ended offline. */
export const rememberPlaybook = (ask: () => Promise<Playbook>) =>
  rememberAnswer(PLAYBOOK, playbookSchema, ask);

/** Forgets who was signed in on this computer, and what was theirs. */
export function forgetMe(): void {
  localStorage.removeItem(ME);
  localStorage.removeItem(PLAYBOOK);
}

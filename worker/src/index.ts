import { createApp } from "./app.ts";
import { syncWhatIsDue } from "./billing/syncWhatIsDue.ts";
import { type Bindings, readEnv } from "./env.ts";
import { pokeJobRunners } from "./http/jobRunner.ts";
import { listener } from "./http/liveLine.ts";
import { mailOutbox } from "./http/mailOutbox.ts";
import { countOrganizations } from "./service/countOrganizations.ts";

export { BillingAccount } from "./billing/BillingAccount.ts";
export { StripeLetterbox } from "./billing/StripeLetterbox.ts";
export { JobRunner } from "./jobs/JobRunner.ts";
export { MailOutbox } from "./mail/MailOutbox.ts";
export { Listener } from "./realtime/Listener.ts";
export { LiveHub } from "./realtime/LiveHub.ts";

const app = createApp();

export default {
  fetch: app.fetch,
  /** Each minute: whatever the fast paths missed. */
  async scheduled(_controller, bindings) {
    const env = readEnv(bindings);
    const turns = await Promise.allSettled([
      mailOutbox(env).poke(),
      listener(env).sweep(),
      pokeJobRunners(env),
      countOrganizations(env),
      syncWhatIsDue(env),
    ]);
    // What fails keeps nothing else from its turn.
    for (const turn of turns)
      if (turn.status === "rejected") console.error("The schedule:", turn.reason);
  },
} satisfies ExportedHandler<Bindings>;

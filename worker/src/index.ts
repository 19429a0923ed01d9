import { createApp } from "./app.ts";
import { type Bindings, readEnv } from "./env.ts";
import { mailOutbox } from "./http/mailOutbox.ts";

export { MailOutbox } from "./mail/MailOutbox.ts";

const app = createApp();

export default {
  fetch: app.fetch,
  /** Each minute: whatever the fast paths missed. */
  async scheduled(_controller, bindings) {
    await mailOutbox(readEnv(bindings)).poke();
  },
} satisfies ExportedHandler<Bindings>;

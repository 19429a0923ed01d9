/** Tells `exports` of `cloudflare:workers` what the Worker under test exports. */
import type worker from "../src/index.ts";
import type { MailOutbox } from "../src/index.ts";

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: { default: typeof worker; MailOutbox: typeof MailOutbox };
    }
  }
}

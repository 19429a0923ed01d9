/** What startWorld.ts hands to the tests. */
import type {} from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    worldEnv: Readonly<Record<string, string>>;
    mailbox: string;
    mailgun: string;
  }
}

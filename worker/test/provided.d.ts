/** What startWorld.ts hands to the tests. */
export interface Provided {
  worldEnv: Readonly<Record<string, string>>;
  mailbox: string;
  mailgun: string;
}

declare module "vitest" {
  interface ProvidedContext extends Provided {}
}

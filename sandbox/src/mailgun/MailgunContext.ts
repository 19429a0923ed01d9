import type { MessageStore } from "./MessageStore.ts";
import type { TemplateStore } from "./TemplateStore.ts";
import type { Weather } from "./Weather.ts";

/** What the routes of the local Mailgun share. */
export interface MailgunContext {
  readonly domain: string;
  readonly apiKey: string;
  readonly messages: MessageStore;
  readonly templates: TemplateStore;
  readonly weather: Weather;
  /** Aborted when the server stops, so that a delayed answer does not hold it. */
  readonly stopping: AbortSignal;
  readonly log: (line: string) => void;
}

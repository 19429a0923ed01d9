import { serveOnLoopback } from "../machine/serveOnLoopback.ts";
import { createMailgunApp } from "./createMailgunApp.ts";
import { loadMailTemplates } from "./loadMailTemplates.ts";
import { MessageStore } from "./MessageStore.ts";
import { publishLocally } from "./publishLocally.ts";
import { TemplateStore } from "./TemplateStore.ts";
import { Weather } from "./Weather.ts";

/** The local Mailgun, running. */
export interface RunningMailgun {
  /** The API's base address: `MAILGUN_BASE_URL`. */
  readonly url: string;
  /** The mailbox: a page for people, `{mailboxUrl}/messages?to=ADDRESS` for programs. */
  readonly mailboxUrl: string;
  readonly apiKey: string;
  readonly domain: string;
  readonly webhookSigningKey: string;
  stop(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that speaks the parts of Mailgun's API v3 that the product uses (README.md beside
 * this file), keeps what it accepts in `dataDir` and shows it as a mailbox. Nothing leaves the machine.
 * `templatesDir` (data/mail) is published at the start. `port` 0 or absent: any free one; a taken port is an error
 * that names it.
 */
export async function startMailgun(options: {
  dataDir: string;
  port?: number;
  apiKey: string;
  domain: string;
  webhookSigningKey: string;
  templatesDir?: string;
  log?: (line: string) => void;
}): Promise<RunningMailgun> {
  const { dataDir, port = 0, apiKey, domain, webhookSigningKey, templatesDir } = options;
  const log = options.log ?? (() => {});
  const templates = new TemplateStore(dataDir);
  if (templatesDir) publishLocally(templates, await loadMailTemplates(templatesDir));
  const messages = new MessageStore(dataDir, log);
  const stopping = new AbortController();
  const app = createMailgunApp({
    domain,
    apiKey,
    messages,
    templates,
    weather: new Weather(),
    stopping: stopping.signal,
    log,
  });
  const server = await serveOnLoopback({
    fetch: app.fetch,
    port,
    name: "the local Mailgun",
  }).catch((error: unknown) => {
    messages.close();
    throw error;
  });
  const { url } = server;
  const stop = async () => {
    stopping.abort();
    await server.close();
    messages.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    url,
    mailboxUrl: `${url}/mailbox`,
    apiKey,
    domain,
    webhookSigningKey,
    stop: () => (stopped ??= stop()),
  };
}

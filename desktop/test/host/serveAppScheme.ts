import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { closeServer } from "../closeServer.ts";
import { listenOnFreePort } from "../listenOnFreePort.ts";

/** A handler as given to `protocol.handle`. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/**
 * The `app://` scheme for a Chromium that cannot be taught one: `http://salespulse.localhost:PORT`,
 * a secure context on the loopback interface, whose every request goes to the real handler as the
 * `app://salespulse` request that Electron would make of it.
 */
export interface AppSchemeServer {
  readonly pageOrigin: string;
  handler: SchemeHandler | null;
  /** The page's address for an `app://` address, and back. */
  toPageUrl(appUrl: string): string;
  toAppUrl(pageUrl: string): string;
  stop(): Promise<void>;
}

const APP_ORIGIN = "app://salespulse";

/** Starts the server on a free port. */
export async function serveAppScheme(): Promise<AppSchemeServer> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const port = await listenOnFreePort(server);
  const pageOrigin = `http://salespulse.localhost:${port}`;

  const self: AppSchemeServer = {
    pageOrigin,
    handler: null,
    toPageUrl: (url) => swapOrigin(url, APP_ORIGIN, pageOrigin),
    toAppUrl: (url) => swapOrigin(url, pageOrigin, APP_ORIGIN),
    stop: () => closeServer(server),
  };

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { handler } = self;
    if (handler === null) throw new Error("Main has not handled the app scheme.");
    const response = await handler(await toAppRequest(incoming));
    if (response.type === "error") throw new Error("The handler answered with an error.");
    outgoing.writeHead(response.status, [...response.headers].flat());
    for await (const chunk of response.body ?? []) outgoing.write(chunk);
    outgoing.end();
  }

  async function toAppRequest(incoming: IncomingMessage): Promise<Request> {
    const sent = new Map(Object.entries(incoming.headers).map(([k, v]) => [k, String(v)]));
    const headers = new Headers();
    for (const [name, value] of sent) {
      // What Chromium's network stack adds never reaches a custom scheme's handler.
      if (/^(host|connection|cookie|content-length|transfer-encoding|sec-.*)$/.test(name)) continue;
      headers.set(name, self.toAppUrl(value));
    }
    const body = await readBody(incoming);
    const request = new Request(`${APP_ORIGIN}${incoming.url ?? "/"}`, {
      method: incoming.method ?? "GET",
      headers,
      ...(body.length === 0 ? {} : { body }),
    });
    const initiatorOrigin = initiatorOf(sent);
    return initiatorOrigin === undefined ? request : Object.assign(request, { initiatorOrigin });
  }

  return self;
}

/** Who made the request, in Electron's words, told from Fetch Metadata, which pages cannot forge. */
function initiatorOf(sent: ReadonlyMap<string, string>): string | undefined {
  const site = sent.get("sec-fetch-site");
  if (site === undefined || site === "none") return undefined;
  if (site === "same-origin") return APP_ORIGIN;
  const referer = sent.get("referer");
  return sent.get("origin") ?? (referer === undefined ? "null" : new URL(referer).origin);
}

function swapOrigin(url: string, from: string, to: string): string {
  return url === from || url.startsWith(`${from}/`) ? to + url.slice(from.length) : url;
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks = z.array(z.instanceof(Uint8Array)).parse(await incoming.toArray());
  return new Uint8Array(Buffer.concat(chunks));
}

import { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { hasCode } from "./hasCode.ts";

const HOST = "127.0.0.1";

/** An HTTP server that this machine alone can reach. */
export interface LoopbackServer {
  /** Base URL without a slash at the end. */
  readonly url: string;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

/** Serves an app on a port of 127.0.0.1. Throws an error that names a port that cannot be had. */
export async function serveOnLoopback(options: {
  /** An app's own `fetch`; the bindings are Node's request and response (`HttpBindings`). */
  fetch: (request: Request, bindings: object) => Response | Promise<Response>;
  /** 0 for any free one. */
  port: number;
  /** Who listens, as the error names it: `the Supabase API`. */
  name: string;
}): Promise<LoopbackServer> {
  const { port, name } = options;
  const server = createAdaptorServer({ fetch: options.fetch });
  if (!(server instanceof Server)) throw new TypeError("Not a server of plain HTTP.");
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const reason = hasCode(cause, "EADDRINUSE")
        ? "is taken"
        : `cannot be bound (${cause.message})`;
      const message = `Port ${port} on ${HOST} ${reason}: ${name} cannot listen there.`;
      reject(new Error(message, { cause }));
    });
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://${HOST}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

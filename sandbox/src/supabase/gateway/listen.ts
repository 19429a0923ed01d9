import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { GatewayEnv } from "./createGateway.ts";

const HOST = "127.0.0.1";

/** A server that is bound to its port, before what it serves is known. */
export interface Listener {
  /** Base URL without a slash at the end. */
  readonly url: string;
  /** Hands over the app; requests that came before wait for it. */
  serve(app: Hono<GatewayEnv>): void;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

/** Binds to a port of 127.0.0.1, any free one for 0. Throws an error that names a taken port. */
export async function listen(port: number): Promise<Listener> {
  const handler = Promise.withResolvers<Hono<GatewayEnv>>();
  const server = createAdaptorServer({
    fetch: async (request, bindings) => (await handler.promise).fetch(request, bindings),
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE" ? "is taken" : `cannot be bound (${cause.message})`;
      reject(
        new Error(`Port ${port} on ${HOST} ${reason}: the Supabase API cannot listen there.`, {
          cause,
        }),
      );
    });
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://${HOST}:${address.port}`,
    serve: handler.resolve,
    close: () => closeServer(server),
  };
}

async function closeServer(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}

import type { Hono } from "hono";
import { type LoopbackServer, serveOnLoopback } from "../../machine/serveOnLoopback.ts";
import type { GatewayEnv } from "./createGateway.ts";

/** A server that is bound to its port, before what it serves is known: the app needs its address. */
export interface Listener extends LoopbackServer {
  /** Hands over the app; requests that came before wait for it. */
  serve(app: Hono<GatewayEnv>): void;
}

/** Binds to a port of 127.0.0.1, any free one for 0. Throws an error that names a taken port. */
export async function listen(port: number): Promise<Listener> {
  const handler = Promise.withResolvers<Hono<GatewayEnv>>();
  const server = await serveOnLoopback({
    fetch: async (request, bindings) => (await handler.promise).fetch(request, bindings),
    port,
    name: "the Supabase API",
  });
  return { ...server, serve: handler.resolve };
}

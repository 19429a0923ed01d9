import { createServer, request } from "node:http";
import { once } from "node:events";

/** What can happen to a request on its way. */
export type Fault = "lost" | "answer_lost" | "refused" | "late";

/** A way to other servers (an HTTP proxy) on which things go wrong. */
export interface Storm {
  /** Host and port. */
  readonly address: string;
  /** How often what went wrong. */
  readonly faults: ReadonlyMap<Fault, number>;
  stop(): Promise<void>;
}

const LATE_MS = 60;
/** As both Stripe's and Supabase's clients read it. */
const OUT_OF_ORDER =
  '{"error":{"type":"api_error","message":"Out of order."},"message":"Out of order."}';

/**
 * Lays a way to wherever a request asks for. `faultOf` is asked at each: `lost` never reaches its server, of
 * `answer_lost` the server has done what was asked, `refused` is answered 503 in the server's place.
 */
export async function layStorm(faultOf: (asked: URL) => Fault | null): Promise<Storm> {
  const faults = new Map<Fault, number>();
  // workerd sends a proxy no Host: the address says it.
  const server = createServer({ requireHostHeader: false }, (inside, answer) => {
    // As a proxy is asked (RFC 9112, section 3.2.2): by the whole address.
    const asked = new URL(inside.url ?? "");
    const fault = faultOf(asked);
    if (fault !== null) faults.set(fault, (faults.get(fault) ?? 0) + 1);
    if (fault === "lost") {
      inside.socket.destroy();
      return;
    }
    if (fault === "refused") {
      inside.resume();
      answer.writeHead(503, { "content-type": "application/json" });
      answer.end(OUT_OF_ORDER);
      return;
    }
    const outside = request(asked, { method: inside.method, headers: inside.headers }, (come) => {
      if (fault === "answer_lost") {
        come.resume();
        // The connection breaks once the whole answer is here: the server has finished.
        come.once("end", () => answer.destroy());
        return;
      }
      answer.writeHead(come.statusCode ?? 502, come.rawHeaders);
      come.pipe(answer);
    });
    outside.once("error", () => answer.destroy());
    if (fault === "late") setTimeout(() => inside.pipe(outside), LATE_MS);
    else inside.pipe(outside);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The storm has no port.");
  return {
    address: `127.0.0.1:${address.port}`,
    faults,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

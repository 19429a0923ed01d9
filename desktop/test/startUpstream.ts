import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { closeServer } from "./closeServer.ts";
import { listenOnFreePort } from "./listenOnFreePort.ts";

/** A request as it arrived over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A small HTTP server in the Worker's place: it records what arrives. */
export interface Upstream {
  readonly origin: string;
  readonly seen: readonly SeenRequest[];
  stop(): Promise<void>;
}

/**
 * Starts an upstream on a free port of the loopback interface. `answer` may write the response itself;
 * by default each request is answered 200 with `{ok: true}`.
 */
export async function startUpstream(
  answer: (request: SeenRequest, response: ServerResponse) => void = answerOk,
): Promise<Upstream> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const arrived = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(arrived);
      answer(arrived, response);
    });
  });
  const port = await listenOnFreePort(server);
  return { origin: `http://localhost:${port}`, seen, stop: () => closeServer(server) };
}

function answerOk(_: SeenRequest, response: ServerResponse): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ ok: true }));
}

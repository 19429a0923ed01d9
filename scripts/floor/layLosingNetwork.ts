import { createServer, request } from "node:http";
import { once } from "node:events";

/** A network between desktops and the Worker that loses a share of the answers. */
export interface LosingNetwork {
  readonly origin: string;
  /** How many answers it has lost, each after the Worker had done the work. */
  lost(): number;
  stop(): Promise<void>;
}

/** Lays a network to `target` (an http origin). `loses` is asked at each answer that has come from there. */
export async function layLosingNetwork(
  target: string,
  loses: () => boolean,
): Promise<LosingNetwork> {
  const { hostname, port } = new URL(target);
  let lost = 0;
  const server = createServer((inside, answer) => {
    const outside = request(
      { hostname, port, method: inside.method, path: inside.url, headers: inside.headers },
      (come) => {
        if (loses()) {
          lost += 1;
          come.resume();
          // The connection breaks once the whole answer is here: the Worker has finished.
          come.once("end", () => answer.destroy());
          return;
        }
        answer.writeHead(come.statusCode ?? 502, come.rawHeaders);
        come.pipe(answer);
      },
    );
    outside.once("error", () => answer.destroy());
    inside.pipe(outside);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The network has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    lost: () => lost,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A stretch of network between the app and the Worker that a spec can cut and mend. */
export interface CuttableNetwork {
  /** The Worker's origin as the app sees it. */
  readonly origin: string;
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>;
  /** Takes connections again, at the same address. */
  mend(): Promise<void>;
  stop(): Promise<void>;
}

/** Lays a network to `target` (an http origin). */
export async function layNetwork(target: string): Promise<CuttableNetwork> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let ownPort = 0;

  const mend = async () => {
    server = createServer((inside) => {
      const outside = connect(Number(port), hostname);
      for (const socket of [inside, outside]) {
        sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          sockets.delete(socket);
          inside.destroy();
          outside.destroy();
        });
      }
      inside.pipe(outside).pipe(inside);
    });
    server.listen(ownPort, "localhost");
    await once(server, "listening");
    const address = server.address();
    if (address !== null && typeof address === "object") ownPort = address.port;
  };
  const cut = async () => {
    if (!server) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    server = undefined;
  };
  await mend();
  return { origin: `http://localhost:${ownPort}`, cut, mend, stop: cut };
}

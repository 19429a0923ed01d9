import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { assertPortFree, PortTakenError } from "./assertPortFree.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(host: string): Promise<number> {
  const server = createServer();
  servers.push(server);
  await once(server.listen({ port: 0, host }), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

it.each(["127.0.0.1", "0.0.0.0", "::1"])(
  "a port taken on %s is named, with its holder and what to do",
  async (host) => {
    const port = await listen(host);
    await expect(assertPortFree(port)).rejects.toThrow(PortTakenError);
    const message = new RegExp(
      `Port ${port} is taken by .*\\(process ${process.pid}\\).*--port ${port + 1}`,
    );
    await expect(assertPortFree(port)).rejects.toThrow(message);
  },
);

it("a free port passes, and stays free", async () => {
  const port = await listen("127.0.0.1");
  await new Promise((resolve) => servers.pop()?.close(resolve));
  await expect(assertPortFree(port)).resolves.toBeUndefined();
  await expect(assertPortFree(port)).resolves.toBeUndefined();
});

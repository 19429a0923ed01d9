import { connect } from "node:net";

/** What came of sending one request again and again. */
export interface Hammered {
  readonly requests: number;
  readonly perSecond: number;
  /** Answers other than 200. */
  readonly failed: number;
}

const END_OF_HEAD = "\r\n\r\n";

/**
 * Sends one GET over and over on some connections, each waiting for its answer. Speaks just enough HTTP/1.1 for
 * it: a full client costs more than the Worker that it is to measure.
 */
export async function hammer(options: {
  url: string;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  durationMs: number;
}): Promise<Hammered> {
  const { pathname, host, hostname, port } = new URL(options.url);
  const headers = { host, ...options.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${pathname} HTTP/1.1\r\n${lines.join("")}\r\n`;
  let requests = 0;
  let failed = 0;
  const began = performance.now();
  const endsAt = began + options.durationMs;

  const talk = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let received = "";
      socket.setEncoding("latin1").setNoDelay(true);
      socket.once("error", reject);
      socket.once("close", resolve);
      socket.once("connect", () => socket.write(request));
      socket.on("data", (data: string) => {
        received += data;
        if (!isWhole(received)) return;
        requests += 1;
        if (!received.startsWith("HTTP/1.1 200")) failed += 1;
        received = "";
        if (performance.now() < endsAt) socket.write(request);
        else socket.destroy();
      });
    });
  await Promise.all(Array.from({ length: options.connections }, talk));
  return { requests, perSecond: (requests / (performance.now() - began)) * 1_000, failed };
}

function isWhole(received: string): boolean {
  const head = received.indexOf(END_OF_HEAD);
  if (head < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, head + 2))?.[1];
  if (length === undefined) return received.endsWith("\r\n0\r\n\r\n");
  return received.length >= head + END_OF_HEAD.length + Number(length);
}

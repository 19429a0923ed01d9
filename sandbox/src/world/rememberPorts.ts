import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile } from "../machine/replaceFile.ts";

const portsSchema = z.record(z.string(), z.number().int().min(1).max(65_535));

/** The ports of a world's parts: the same at every start for as long as nobody else takes them. */
export interface RememberedPorts {
  /** The port that a part had before, if it is still free; otherwise 0, for any. */
  wanted(part: string): Promise<number>;
  /** Keeps the ports that the parts have now. */
  keep(ports: Readonly<Record<string, number>>): Promise<void>;
}

/** Reads DIR/ports.json. A file that makes no sense counts as none: the ports are a convenience. */
export async function rememberPorts(dataDir: string): Promise<RememberedPorts> {
  const file = join(dataDir, "ports.json");
  const before = await readPorts(file);
  return {
    wanted: async (part) => {
      const port = before[part];
      return port !== undefined && (await canListen(port)) ? port : 0;
    },
    keep: async (ports) => {
      await replaceFile(file, JSON.stringify({ ...before, ...ports }));
    },
  };
}

async function readPorts(file: string): Promise<Record<string, number>> {
  try {
    return portsSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return {};
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}

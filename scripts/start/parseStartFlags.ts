import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What `npm start` was asked to do. */
export interface StartFlags {
  readonly desktop: boolean;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly help: boolean;
}

/** A command line that makes no sense; its message is for the user. */
export class UsageError extends Error {}

export const START_USAGE = `Usage: npm start -- [flags]

  --no-desktop   run without opening the app
  --port N       the app's port (8787)
  --data DIR     where the local world keeps its data (.salespulse)
  --fresh        forget DIR's data and begin again
  --help         show this`;

/** Parses the flags of `npm start`. Throws a UsageError for whatever is not one of them. */
export function parseStartFlags(args: readonly string[]): StartFlags {
  const { values } = parse(args);
  return {
    desktop: !values["no-desktop"],
    port: parsePort(values.port),
    dataDir: parseDataDir(values.data),
    fresh: values.fresh,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        "no-desktop": { type: "boolean", default: false },
        port: { type: "string", default: "8787" },
        data: { type: "string", default: ".salespulse" },
        fresh: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    // Node's message goes on about escaping positionals: its first sentence names the culprit.
    const [said = "The command line is not understood"] = String(
      error instanceof Error ? error.message : error,
    ).split(/\. |\n/);
    throw new UsageError(`${said}.`, { cause: error });
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new UsageError(`--port must be a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

function parseDataDir(text: string): string {
  if (text.trim() === "") throw new UsageError("--data must name a folder.");
  return resolve(text);
}

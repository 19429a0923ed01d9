import { createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";

/** How many earlier runs' logs are kept. */
const KEPT = 3;

export interface LogFile {
  readonly path: string;
  write(line: string): void;
  close(): Promise<void>;
}

/** Opens DIR/logs/NAME.log empty (mode 0600), moving the last runs' to NAME.1.log, NAME.2.log … */
export async function openLogFile(dataDir: string, name: string): Promise<LogFile> {
  const folder = join(dataDir, "logs");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const numbered = (n: number) => join(folder, n === 0 ? `${name}.log` : `${name}.${n}.log`);
  for (let n = KEPT - 1; n >= 0; n--) {
    await rename(numbered(n), numbered(n + 1)).catch(() => undefined);
  }
  const path = numbered(0);
  const stream = createWriteStream(path, { mode: 0o600 });
  return {
    path,
    write: (line) => stream.write(`${new Date().toISOString()} ${line}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

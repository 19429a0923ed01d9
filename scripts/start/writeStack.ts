import { rm } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "#sandbox/machine/replaceFile";
import type { Stack } from "./stackSchema.ts";

const fileOf = (dataDir: string) => join(dataDir, "stack.json");

/** Writes DIR/stack.json (mode 0600) in one go: a reader finds all of it or none. */
export async function writeStack(dataDir: string, stack: Stack): Promise<string> {
  const file = fileOf(dataDir);
  await replaceFile(file, `${JSON.stringify(stack, null, 2)}\n`);
  return file;
}

/** Removes DIR/stack.json: what it points at runs no longer, or not yet. */
export async function removeStack(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}

import { readFile } from "node:fs/promises";
import { hasCode } from "./hasCode.ts";

/** A file's text, or undefined where there is none. Throws when it is there and cannot be read. */
export async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

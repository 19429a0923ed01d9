import { rename, writeFile } from "node:fs/promises";

/**
 * Writes a file (mode 0600) in one go, on disk before it takes the old one's place: whoever reads it, and
 * whatever happens meanwhile, finds the old text or the new one whole.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

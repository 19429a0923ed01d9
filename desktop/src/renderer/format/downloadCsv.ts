import { downloadFile } from "./downloadFile.ts";

/**
 * Hands CSV to the browser as a download, with the mark by which Excel knows UTF-8.
 * @param name The file's name without its ending.
 */
export function downloadCsv(name: string, parts: readonly string[]): void {
  downloadFile(`${name.trim()}.csv`, ["\ufeff", ...parts], "text/csv");
}

/**
 * Hands CSV to the browser as a download, with the mark by which Excel knows UTF-8.
 * @param name The file's name without its ending; what no file system takes is left out of it.
 */
export function downloadCsv(name: string, parts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob(["\ufeff", ...parts], { type: "text/csv" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = `${name.replace(/[\\/:*?"<>|]/g, " ").trim()}.csv`;
  anchor.click();
  URL.revokeObjectURL(address);
}

/**
 * Hands a file to the browser as a download.
 * @param name The file's name; what no file system takes is left out of it.
 */
export function downloadFile(name: string, parts: readonly string[], type: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name.replace(/[\\/:*?"<>|]/g, " ").trim();
  anchor.click();
  URL.revokeObjectURL(address);
}

/** The files of a zip by their names, read by its directory as any program would (PKWARE APPNOTE 4.3). */
export async function unzip(archive: Uint8Array): Promise<Map<string, string>> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.length - 22;
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error("It has no directory.");
  const files = new Map<string, string>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    const start = view.getUint32(at + 42, true) + 30 + nameLength;
    const packed = archive.subarray(start, start + view.getUint32(at + 20, true));
    const text = await inflate(packed);
    if (new TextEncoder().encode(text).length !== view.getUint32(at + 24, true))
      throw new Error(`${name} has another size than the directory says.`);
    files.set(name, text);
    at += 46 + nameLength;
  }
  return files;
}

async function inflate(packed: Uint8Array): Promise<string> {
  const stream = new Response(packed).body?.pipeThrough(new DecompressionStream("deflate-raw"));
  return await new Response(stream ?? null).text();
}

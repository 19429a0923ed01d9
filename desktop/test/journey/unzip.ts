import { inflateRawSync } from "node:zlib";

/** The files of a zip by their names, read by its directory as any program would (PKWARE APPNOTE 4.3). */
export function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = archive.length - 22;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const start = archive.readUInt32LE(at + 42) + 30 + nameLength;
    const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    files.set(name, inflateRawSync(packed).toString("utf8"));
    at += 46 + nameLength;
  }
  return files;
}

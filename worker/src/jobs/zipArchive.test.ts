import { expect, it } from "vitest";
import { unzip } from "../../test/unzip.ts";
import { LAST_BLOCK, packPage } from "./packPage.ts";
import { type ZipEntry, zipArchive, zipSize } from "./zipArchive.ts";

/** A file packed piece by piece, as an export's are. */
function entryOf(name: string, pieces: readonly string[]): ZipEntry {
  let crc = 0;
  let size = 0;
  const packed = pieces.map((piece) => {
    const page = packPage(piece, crc);
    ({ crc } = page);
    size += page.size;
    return page.bytes;
  });
  const all = [...packed, LAST_BLOCK];
  return {
    name,
    crc,
    size,
    packed: all.reduce((sum, bytes) => sum + bytes.length, 0),
    read: async function* () {
      yield* all;
    },
  };
}

it("pieces of a file, packed each for itself, are one file in an archive of the length said before", async () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => `{"at":${at},"name":"Ünï “${at % 7}”"}\n`);
  const entries = [
    entryOf("README.txt", ["Hello"]),
    entryOf("leads.ndjson", [lines.slice(0, 2_000).join(""), lines.slice(2_000).join("")]),
    entryOf("empty.ndjson", []),
  ];
  const pieces: Uint8Array[] = [];
  for await (const piece of zipArchive(entries, new Date("2026-11-23T12:34:56Z")))
    pieces.push(piece);
  const archive = new Uint8Array(await new Blob(pieces).arrayBuffer());
  expect(archive.length).toBe(zipSize(entries));
  expect(await unzip(archive)).toEqual(
    new Map([
      ["README.txt", "Hello"],
      ["leads.ndjson", lines.join("")],
      ["empty.ndjson", ""],
    ]),
  );
});

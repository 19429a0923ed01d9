import { constants, crc32, deflateRawSync } from "node:zlib";

/** The end of a packed table: an empty last block (RFC 1951, section 3.2.6). */
export const LAST_BLOCK = new Uint8Array([0x03, 0x00]);

/**
 * Packs lines so that the pieces of one table, set one behind the other with `LAST_BLOCK` at the end, are one deflate
 * stream: each ends at a byte and says that more follows.
 * @param crcBefore the CRC-32 of the table before these lines
 */
export function packPage(
  lines: string,
  crcBefore: number,
): { readonly bytes: Uint8Array; readonly size: number; readonly crc: number } {
  const raw = new TextEncoder().encode(lines);
  return {
    bytes: deflateRawSync(raw, { finishFlush: constants.Z_SYNC_FLUSH }),
    size: raw.length,
    crc: crc32(raw, crcBefore),
  };
}

import { analyse } from "chardet";

/** How much of a file is looked at to tell its encoding (bytes). */
const LOOK_BYTES = 256 * 1024;

/**
 * Encodings that a guess is believed about. Among the Latin ones a short file tells too little to
 * guess, and what spreadsheets write here is Windows-1252.
 */
const OTHER_SCRIPTS: ReadonlySet<string> = new Set([
  "Shift_JIS",
  "EUC-JP",
  "EUC-KR",
  "Big5",
  "GB18030",
  "windows-1251",
  "KOI8-R",
]);
/** From which confidence on (percent). */
const SURE = 40;

/** Reads bytes as text in the encoding they seem to be in; a byte order mark is left out. */
export function decodeText(bytes: Uint8Array): {
  readonly text: string;
  readonly encoding: string;
} {
  const encoding = utf16Of(bytes) ?? encodingOf(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** UTF-16 shows by its mark or, without one, by the zero that is every second byte of Latin text. */
function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, LOOK_BYTES) & ~1;
  for (let index = 0; index < looked; index += 1)
    if (bytes[index] === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > looked * 0.3 && even < looked * 0.02) return "utf-16le";
  if (even > looked * 0.3 && odd < looked * 0.02) return "utf-16be";
  return undefined;
}

function encodingOf(bytes: Uint8Array): string {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    // Not UTF-8: what the bytes look like decides.
  }
  const guess = analyse(bytes.subarray(0, LOOK_BYTES))[0];
  if (!guess || guess.confidence < SURE || !OTHER_SCRIPTS.has(guess.name)) return "windows-1252";
  return new TextDecoder(guess.name).encoding;
}

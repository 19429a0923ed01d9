/** How far a message's time may lie from ours (ms). */
const TOLERANCE_MS = 5 * 60_000;

/** `t=<unix seconds>,v1=<hex>`, with one `v1` for each secret that the sender signs with. */
const HEADER = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,5})$/;

/**
 * Whether a message was signed now by somebody who has one of the secrets: HMAC-SHA256 of `<t>.<body>`, compared in
 * constant time by WebCrypto.
 */
export async function verifySignature(
  header: string,
  body: ArrayBuffer,
  secrets: readonly string[],
  nowMs: number,
): Promise<boolean> {
  const [, seconds = "", list = ""] = HEADER.exec(header) ?? [];
  if (list === "" || Math.abs(nowMs - Number(seconds) * 1_000) > TOLERANCE_MS) return false;
  const signatures = list.split(",v1=").slice(1).map(bytesOf);
  const signed = await new Blob([`${seconds}.`, body]).arrayBuffer();
  for (const secret of secrets) {
    const key = await crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode(secret),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["verify"],
    );
    for (const signature of signatures)
      if (await crypto.subtle.verify("HMAC", key, signature, signed)) return true;
  }
  return false;
}

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const MAX_BYTES = 1024 * 1024;

/** A request's body as text; undefined beyond 1 MB. */
export async function readText(
  stream: ReadableStream<Uint8Array> | null,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

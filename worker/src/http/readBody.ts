import { AppError } from "#shared/errors";

/**
 * Reads at most `maxBytes` of a request's body; the rest of a refused one is discardBody's.
 * @throws AppError `too_large`, or `malformed_body` where it breaks off
 */
export async function readBody(request: Request, maxBytes: number): Promise<ArrayBuffer> {
  const tooLarge = () => new AppError("too_large", `At most ${maxBytes} bytes are taken here.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
      length += chunk.byteLength;
      if (length > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
    return await new Blob(chunks).arrayBuffer();
  } catch (error) {
    throw error instanceof AppError
      ? error
      : new AppError("malformed_body", undefined, { cause: error });
  }
}

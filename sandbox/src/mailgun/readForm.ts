import type { Context } from "hono";
import { MailgunError } from "./MailgunError.ts";

/** "The maximum message size Mailgun supports is 25MB" */
const MAX_BODY_BYTES = 25 * 1024 * 1024;

/** The body of a request as form data: multipart or url-encoded, as Mailgun takes it, up to 25 MB. */
export async function readForm(c: Context): Promise<FormData> {
  const type = c.req.header("content-type") ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) {
    throw new MailgunError(
      400,
      "the body must be multipart/form-data or application/x-www-form-urlencoded",
    );
  }
  const body = await readBody(c.req.raw.body);
  try {
    return await new Response(body, { headers: { "content-type": type } }).formData();
  } catch {
    throw new MailgunError(400, "the body cannot be read as a form");
  }
}

async function readBody(stream: ReadableStream<Uint8Array> | null): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_BODY_BYTES) throw new MailgunError(413, "Request Entity Too Large");
    chunks.push(new Uint8Array(chunk));
  }
  return new Blob(chunks);
}

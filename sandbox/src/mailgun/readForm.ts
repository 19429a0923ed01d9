import type { Context } from "hono";
import { MailgunError } from "./MailgunError.ts";

/** The body of a request as form data: multipart or url-encoded, as Mailgun takes it. */
export async function readForm(c: Context): Promise<FormData> {
  const type = c.req.header("content-type") ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) {
    throw new MailgunError(
      400,
      "the body must be multipart/form-data or application/x-www-form-urlencoded",
    );
  }
  try {
    return await c.req.raw.formData();
  } catch {
    throw new MailgunError(400, "the body cannot be read as a form");
  }
}

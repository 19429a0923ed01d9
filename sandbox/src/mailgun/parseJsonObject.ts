import { z } from "zod";
import { MailgunError } from "./MailgunError.ts";

const objectSchema = z.record(z.string(), z.unknown());

/** The object in a parameter that holds JSON; `{}` when it is absent, a 400 when it is anything else. */
export function parseJsonObject(field: string, json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {};
  try {
    return objectSchema.parse(JSON.parse(json));
  } catch {
    throw new MailgunError(400, `'${field}' parameter is not a valid JSON object`);
  }
}

import type { Context } from "hono";
import { z } from "zod";
import { AuthError } from "./AuthError.ts";

const MAX_DEPTH = 64;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A JSON object that a jsonb column takes. */
export const jsonObject = z.record(z.string(), z.unknown());

/**
 * Reads a request's JSON body by a schema. Throws 400 `bad_json` for what is not JSON in UTF-8, and 400
 * `validation_failed`, naming the field, for what the schema refuses or Postgres cannot store as text.
 * An empty body counts as `{}`.
 */
export async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.infer<T>> {
  const bytes = await c.req.arrayBuffer();
  let body: unknown;
  try {
    body = bytes.byteLength === 0 ? {} : JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw new AuthError(400, "bad_json", "Could not parse request body as JSON", { cause });
  }
  refuseUnstorable(body, "body", 0);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  throw new AuthError(
    400,
    "validation_failed",
    `${field || "body"}: ${issue?.message ?? "invalid"}`,
  );
}

/** Postgres stores neither NUL nor lone surrogates, and deep nesting overflows its stack. */
function refuseUnstorable(value: unknown, path: string, depth: number): void {
  if (typeof value === "string") {
    if (value.includes("\u0000") || !value.isWellFormed()) {
      throw new AuthError(
        400,
        "validation_failed",
        `${path}: contains characters that cannot be stored`,
      );
    }
  } else if (typeof value === "object" && value !== null) {
    if (depth >= MAX_DEPTH)
      throw new AuthError(400, "validation_failed", `${path}: nested too deeply`);
    for (const [key, item] of Object.entries(value)) {
      refuseUnstorable(key, path, depth + 1);
      refuseUnstorable(item, `${path}.${key}`, depth + 1);
    }
  }
}

import { z } from "zod";
import type { StorageRequest } from "./StorageContext.ts";
import { StorageError } from "./StorageError.ts";

/** Text that Postgres can store. */
export const text = z
  .string()
  .refine((value) => !value.includes("\u0000") && value.isWellFormed(), "cannot be stored");

/** Reads a JSON body by a schema; throws 400 naming the field that is wrong. An empty body counts as `{}`. */
export async function readBody<T extends z.ZodType>(
  c: StorageRequest,
  schema: T,
): Promise<z.infer<T>> {
  const raw = await c.req.text();
  let body: unknown;
  try {
    body = raw === "" ? {} : JSON.parse(raw);
  } catch (cause) {
    throw new StorageError(400, "InvalidRequest", "The body is not JSON", {
      cause,
      error: "Error",
    });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const message = `body/${issue?.path.join("/") ?? ""} ${issue?.message ?? "is invalid"}`;
  throw new StorageError(400, "InvalidRequest", message, { error: "Error" });
}

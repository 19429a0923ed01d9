import { z } from "zod";
import { StorageError, unsupported } from "../StorageError.ts";
import { text } from "../readBody.ts";

/** What a caller may set of a bucket. */
export const bucketSettingsSchema = z.object({
  id: text.optional(),
  name: text.optional(),
  public: z.boolean().default(false),
  type: z.string().optional(),
  file_size_limit: z.union([z.number().int().nonnegative(), z.string()]).nullish(),
  allowed_mime_types: z.array(text).nullish(),
});

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** A size in bytes from a number or a text such as `20MB`, or 400. */
export function parseSizeBytes(size: number | string | null | undefined): number | null {
  if (size === null || size === undefined) return null;
  if (typeof size === "number") return size;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(gb|mb|kb|b)$/i.exec(size) ?? [];
  const factor = UNITS[unit?.toLowerCase() ?? ""];
  if (amount === undefined || factor === undefined) {
    const hint = "Invalid file size format, hint: use 20GB / 20MB / 30KB / 3B";
    throw new StorageError(400, "InvalidRequest", hint);
  }
  return Math.round(Number(amount) * factor);
}

/** Refuses types of buckets that the sandbox leaves out. */
export function refuseUnsupportedType(type: string | undefined): void {
  if (type !== undefined && type !== "STANDARD") throw unsupported(`buckets of type ${type}`);
}

import { z } from "zod";
import { notSupported, RestError } from "../RestError.ts";

/** Postgres's own JSON parser gives up (as an internal error) at a few thousand levels. */
const MAX_JSON_DEPTH = 500;

const objectSchema = z.record(z.string(), z.unknown());
const bodySchema = z.union([objectSchema, z.array(objectSchema)]);

/** A JSON body: its text goes to Postgres as it came, so that no number loses digits on the way. */
export interface JsonBody {
  readonly text: string;
  readonly isArray: boolean;
  /** The keys of the object, or of every object of the array. */
  readonly keys: readonly string[];
}

/**
 * Reads the body of a write.
 * @param columns `columns=` of the query: objects may then differ in their keys
 */
export function parseRows(
  bytes: Uint8Array,
  contentType: string | undefined,
  columns: readonly string[] | undefined,
): JsonBody {
  requireJson(contentType);
  const text = decodeUtf8(bytes);
  const parsed = bodySchema.safeParse(parseJson(text));
  if (!parsed.success) throw invalidBody("The body must be an object, or an array of objects.");
  const rows = Array.isArray(parsed.data) ? parsed.data : [parsed.data];
  const keys = Object.keys(rows[0] ?? {});
  if (columns === undefined) {
    const known = new Set(keys);
    const same = rows.every((row) => {
      const own = Object.keys(row);
      return own.length === known.size && own.every((key) => known.has(key));
    });
    if (!same) throw invalidBody("All object keys must match");
  }
  return { text, isArray: Array.isArray(parsed.data), keys: columns ?? keys };
}

/** The body of a call: a JSON object that names arguments, or anything that one parameter takes whole. */
export interface CallBody {
  readonly text: string;
  readonly keys: readonly string[];
  readonly hasNames: boolean;
  readonly type: "json" | "text" | "bytea";
}

/** Reads the arguments of a function called by POST; an empty body has none. */
export function parseArguments(bytes: Uint8Array, contentType: string | undefined): CallBody {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "text/plain") {
    return { text: decodeUtf8(bytes), keys: [], hasNames: false, type: "text" };
  }
  if (type === "application/octet-stream") {
    const text = `\\x${Buffer.from(bytes).toString("hex")}`;
    return { text, keys: [], hasNames: false, type: "bytea" };
  }
  requireJson(contentType);
  const text = decodeUtf8(bytes);
  if (text.trim() === "") return { text: "{}", keys: [], hasNames: true, type: "json" };
  const parsed = objectSchema.safeParse(parseJson(text));
  const keys = parsed.success ? Object.keys(parsed.data) : [];
  return { text, keys, hasNames: parsed.success, type: "json" };
}

function requireJson(contentType: string | undefined): void {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "application/json";
  if (["application/json", "*/*", ""].includes(type)) return;
  if (["text/csv", "application/x-www-form-urlencoded"].includes(type)) {
    throw notSupported(`bodies of the type ${type}`);
  }
  throw invalidBody(`Content-Type not acceptable: ${type}`);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidBody("The body is not valid UTF-8.");
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === "") throw invalidBody("Empty or invalid json");
  if (isNestedDeeperThan(text, MAX_JSON_DEPTH)) {
    throw invalidBody(`The body is nested more than ${MAX_JSON_DEPTH} levels.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalidBody("Empty or invalid json");
  }
}

function isNestedDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "[" || character === "{") {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === "]" || character === "}") depth -= 1;
  }
  return false;
}

function invalidBody(message: string): RestError {
  return new RestError(400, { code: "PGRST102", message });
}

import { AppError } from "#shared/errors";
import type { Endpoint } from "#shared/api";
import type { z } from "zod";

const DEFAULT_MAX_BODY_BYTES = 64 * 1024;

/** A request's params, query and body, parsed by its endpoint's schemas. @throws AppError */
export async function readInput(
  endpoint: Endpoint,
  request: Request,
  params: Record<string, string>,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  if (endpoint.params !== undefined) {
    const result = endpoint.params.safeParse(params);
    // An id that is none names nothing: it answers as any unknown id does.
    if (!result.success) throw new AppError("not_found");
    input["params"] = result.data;
  }
  if (endpoint.query !== undefined) {
    input["query"] = parse(endpoint.query, Object.fromEntries(new URL(request.url).searchParams));
  }
  if (endpoint.body !== undefined) {
    input["body"] = parse(
      endpoint.body,
      await readJson(request, endpoint.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES),
    );
  }
  return input;
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidInput(result.error);
}

/** The refusal of input, naming each field. */
function invalidInput(error: z.ZodError): AppError {
  const fields = error.issues.slice(0, 20).flatMap((issue) => {
    // A union says what is wrong for each of its forms; the form that came closest has the fewest faults.
    if (issue.code === "invalid_union") {
      const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
      return closest.map((inner) => problem([...issue.path, ...inner.path], inner));
    }
    return [problem(issue.path, issue)];
  });
  const first = fields[0];
  const message = first === undefined ? undefined : `${first.path}: ${first.message}`;
  return new AppError("invalid_input", message, { fields });
}

function problem(path: readonly PropertyKey[], issue: z.core.$ZodIssue) {
  // An unknown key is reported on the object that holds it; people look for the key.
  const keys = issue.code === "unrecognized_keys" ? [issue.keys[0] ?? ""] : [];
  return { path: [...path, ...keys].map(String).join("."), message: issue.message };
}

/** Reads at most `maxBytes` of a body as JSON; an empty body is an empty object. */
async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const tooLarge = () => new AppError("too_large", `At most ${maxBytes} bytes are taken here.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // The rest of a refused body is discardBody's.
    for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
      length += chunk.byteLength;
      if (length > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
    if (length === 0) return {};
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(
      await new Blob(chunks).arrayBuffer(),
    );
    return JSON.parse(text);
  } catch (error) {
    // The body broke off, or is no JSON.
    throw error instanceof AppError
      ? error
      : new AppError("malformed_body", undefined, { cause: error });
  }
}

import { z } from "zod";
import { RestError } from "./RestError.ts";
import type { RestRequest } from "./RestRequest.ts";
import type { StatementResult } from "./runStatement.ts";

const headersSchema = z.array(z.record(z.string(), z.string()));

/** Makes the response. What the database set (`response.status`, `response.headers`) goes before our own. */
export function answer(
  request: RestRequest,
  result: StatementResult,
  own: { status: number; headers: Record<string, string | undefined>; body: string | undefined },
): Response {
  const headers = new Headers();
  for (const [name, text] of Object.entries(own.headers)) {
    if (text !== undefined) headers.set(name, text);
  }
  if (own.body !== undefined) {
    headers.set("content-type", request.format.contentType);
    if (request.isSchemaChosen) headers.set("content-profile", request.schema);
  }
  for (const header of raisedHeaders(result.headers)) {
    for (const [name, text] of Object.entries(header)) headers.set(name, text);
  }
  const status = raisedStatus(result.status) ?? own.status;
  const isBodiless = request.method === "HEAD" || [204, 205, 304].includes(status);
  return new Response(isBodiless ? null : (own.body ?? null), { status, headers });
}

/** `0-9/100`, `*` for no rows or an unknown total. RFC 9110, 14.4, with items for bytes. */
export function contentRange(first: bigint, returned: number, total: number | undefined): string {
  const last = first + BigInt(returned) - 1n;
  const rows = total !== 0 && first <= last ? `${first}-${last}` : "*";
  return `${rows}/${total ?? "*"}`;
}

/** 206 for a part of what there is; throws PGRST103 (416) for a part that begins after the end. */
export function rangeStatus(first: bigint, returned: number, total: number | undefined): number {
  if (total === undefined) return 200;
  if (first > BigInt(total)) {
    throw new RestError(
      416,
      {
        code: "PGRST103",
        message: "Requested range not satisfiable",
        details: `An offset of ${first} was requested, but there are only ${total} rows.`,
      },
      { "content-range": `*/${total}` },
    );
  }
  return returned < total ? 206 : 200;
}

function raisedStatus(text: string | null): number | undefined {
  if (text === null) return undefined;
  const status = Number(text);
  if (Number.isInteger(status) && status >= 200 && status < 600) return status;
  throw new RestError(500, {
    code: "PGRST112",
    message: "response.status guc must be a valid status code",
  });
}

function raisedHeaders(text: string | null): Record<string, string>[] {
  if (text === null) return [];
  try {
    return headersSchema.parse(JSON.parse(text));
  } catch {
    throw new RestError(500, {
      code: "PGRST111",
      message:
        "response.headers guc must be a JSON array composed of objects with a single key and a string value",
    });
  }
}

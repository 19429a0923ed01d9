import type { DatabaseError } from "pg";
import { z } from "zod";
import type { Caller } from "../Caller.ts";
import { RestError } from "./RestError.ts";

/** Statuses by Postgres's error code or its class. https://docs.postgrest.org/en/v14/references/errors.html */
const BY_CODE: Readonly<Record<string, number>> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  "57P01": 503,
  P0001: 400,
};

const BY_CLASS: Readonly<Record<string, number>> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

const raisedBody = z.object({
  code: z.string(),
  message: z.string(),
  details: z.string().nullish(),
  hint: z.string().nullish(),
});

const raisedResponse = z.object({
  status: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.string()),
});

/** What PostgREST answers for an error of Postgres. The code, message, details and hint are kept. */
export function fromDatabaseError(error: DatabaseError, caller: Caller): RestError {
  const code = error.code ?? "XX000";
  if (code === "PGRST") return fromRaisedResponse(error);
  const status = statusOf(code, error.message, caller);
  const body = {
    code,
    message: error.message,
    details: error.detail ?? null,
    hint: error.hint ?? null,
  };
  return new RestError(status, body, status === 401 ? { "www-authenticate": "Bearer" } : {});
}

function statusOf(code: string, message: string, caller: Caller): number {
  if (code === "42501") return caller.role === "anon" ? 401 : 403;
  if (code === "21000") return message.endsWith("requires a WHERE clause") ? 400 : 500;
  const raised = /^PT(\d{3})$/.exec(code)?.[1];
  if (raised !== undefined && Number(raised) >= 200 && Number(raised) < 600) return Number(raised);
  if (code.startsWith("PT")) return 500;
  return BY_CODE[code] ?? BY_CLASS[code.slice(0, 2)] ?? 400;
}

/** `raise sqlstate 'PGRST' using message = '{"code":…}', detail = '{"status":…,"headers":{}}'`. */
function fromRaisedResponse({ message, detail }: DatabaseError): RestError {
  const body = raisedBody.safeParse(parse(message));
  const response = raisedResponse.safeParse(parse(detail ?? ""));
  if (body.success && response.success) {
    const { code, message: text, details, hint } = body.data;
    const { status, headers } = response.data;
    return new RestError(status, { code, message: text, details, hint: hint ?? null }, headers);
  }
  return new RestError(500, {
    code: "PGRST121",
    message: "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error",
    details: body.success
      ? detail === undefined
        ? "DETAIL is missing in the RAISE statement"
        : `Invalid JSON value for DETAIL: '${detail}'`
      : `Invalid JSON value for MESSAGE: '${message}'`,
    hint: body.success
      ? "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional key: 'status_text'."
      : "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional keys: 'details', 'hint'.",
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The database cannot be reached: clients of PostgREST repeat a read after this. */
export function connectionError(cause: unknown): RestError {
  return new RestError(503, {
    code: "PGRST000",
    message: "Database connection error. Retrying the connection.",
    details: cause instanceof Error ? cause.message : null,
  });
}

import { AppError, type ErrorCode, isErrorCode } from "#shared/errors";
import type { z } from "zod";

/** What supabase-js answers to a query. */
interface Result {
  readonly data: unknown;
  readonly error: { readonly code?: string; readonly message: string } | null;
  readonly status: number;
}

/**
 * The rows of an answer, parsed.
 * @throws AppError by what the database refused
 */
export function parseRows<S extends z.ZodType>(result: Result, row: S): z.output<S>[] {
  return row.array().parse(dataOf(result));
}

/**
 * The one row of an answer (an object, or a list of one).
 * @throws AppError `not_found` where there is none, or by what the database refused
 */
export function parseRow<S extends z.ZodType>(result: Result, row: S): z.output<S> {
  const data = dataOf(result);
  const found: unknown = Array.isArray(data) ? data[0] : data;
  if (found === undefined || found === null) throw new AppError("not_found");
  return row.parse(found);
}

/** Throws where the database refused; for writes whose answer does not matter. */
export function assertDone(result: Result): void {
  dataOf(result);
}

/**
 * The answer of a function as it is, to be parsed.
 * @throws AppError by what the database refused
 */
export function dataOf(result: Result): unknown {
  if (result.error !== null) throw databaseError(result.error, result.status);
  return result.data;
}

/** The product's error for a PostgREST error body (docs.postgrest.org, "Errors"). */
function databaseError(error: { code?: string; message: string }, status: number): AppError {
  const code = error.code ?? "";
  if (code.startsWith("PT") && isErrorCode(error.message)) return new AppError(error.message);
  switch (code) {
    case "PGRST116":
      return new AppError("not_found");
    case "PGRST301":
    case "PGRST302":
    case "PGRST303":
      return new AppError("not_signed_in", undefined, { cause: error });
    case "42501":
      return new AppError("forbidden", undefined, { cause: error });
    case "23505":
      return new AppError("conflict", undefined, { cause: error });
    // Lacks a value, refers to nothing, violates a check.
    case "23502":
    case "23503":
    case "23514":
      return new AppError("invalid_input", undefined, { cause: error });
    default:
      return new AppError(codeOfClass(code.slice(0, 2), status), undefined, { cause: error });
  }
}

/** By the class of an SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html). */
function codeOfClass(sqlClass: string, status: number): ErrorCode {
  // Data exception: not representable, out of range, too long.
  if (sqlClass === "22") return "invalid_input";
  // Lost connection, rolled back for another's sake, out of resources or time: the same again may do.
  if (["08", "40", "53", "57"].includes(sqlClass)) return "unavailable";
  // supabase-js answers status 0 where the request did not arrive.
  return [0, 502, 503, 504].includes(status) ? "unavailable" : "internal";
}

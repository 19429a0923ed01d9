import type { Context } from "hono";
import { DatabaseError } from "pg";

/**
 * An answer of the Storage server other than success, as storage-api renders it
 * (supabase/storage, src/internal/errors): the status meant stands in the body, the status sent is 400 or 500.
 */
export class StorageError extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly error: string;

  constructor(
    statusCode: number,
    code: string,
    message: string,
    options?: ErrorOptions & { error?: string },
  ) {
    super(message, options);
    this.name = "StorageError";
    this.statusCode = statusCode;
    this.code = code;
    this.error = options?.error ?? code;
  }
}

export function noSuchBucket(): StorageError {
  return new StorageError(404, "NoSuchBucket", "Bucket not found", { error: "Bucket not found" });
}

export function noSuchObject(): StorageError {
  return new StorageError(404, "NoSuchKey", "Object not found", { error: "not_found" });
}

export function alreadyExists(cause?: unknown): StorageError {
  return new StorageError(409, "KeyAlreadyExists", "The resource already exists", {
    error: "Duplicate",
    cause,
  });
}

/** The answer for what storage-api can and the sandbox cannot: 501, naming it. */
export function unsupported(what: string): StorageError {
  return new StorageError(
    501,
    "NotSupported",
    `The sandbox's Storage server does not support ${what}.`,
  );
}

/** What a refusal of Postgres means to a caller of Storage; other errors come back as they are. */
export function translateDatabaseError(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  switch (error.code) {
    case "42501":
      return new StorageError(403, "AccessDenied", "new row violates row-level security policy", {
        error: "Unauthorized",
        cause: error,
      });
    case "23505":
      return alreadyExists(error);
    case "23503":
      return new StorageError(404, "InvalidRequest", "The related resource does not exist", {
        cause: error,
      });
    case "57014":
      return new StorageError(544, "DatabaseTimeout", "The connection to the database timed out", {
        cause: error,
      });
    case undefined:
    default:
      return error;
  }
}

export function answerStorageError(c: Context, error: StorageError): Response {
  const { statusCode, code, message } = error;
  const sent = statusCode === 501 ? 501 : statusCode === 500 ? 500 : 400;
  return c.json({ statusCode: String(statusCode), code, error: error.error, message }, sent);
}

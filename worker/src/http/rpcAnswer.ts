import { AppError, type ErrorCode } from "#shared/errors";

/** What a Durable Object answers: an error crosses RPC as a value, since a thrown one arrives without its code. */
export type RpcAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly fields: { readonly path: string; readonly message: string }[];
    };

/** Runs the work of an object's method. What is no AppError is logged here, where its reason is known. */
export async function wrapAnswer<T>(work: () => Promise<T>): Promise<RpcAnswer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    // What went wrong stays here: it is logged without all that an error of a vendor's carries along.
    const reason = error instanceof AppError ? error.cause : error;
    if (reason !== undefined) console.error("In a Durable Object:", inWords(reason));
    const { code, message, fields } = error instanceof AppError ? error : new AppError("internal");
    return { ok: false, code, message, fields: [...(fields ?? [])] };
  }
}

function inWords(reason: unknown): string {
  if (reason instanceof Error) return reason.stack ?? reason.message;
  return typeof reason === "string" ? reason : JSON.stringify(reason);
}

/** The value of such an answer. @throws AppError as it was thrown on the other side */
export function unwrapAnswer<T>(answer: RpcAnswer<T>): T {
  if (answer.ok) return answer.value;
  const { code, message, fields } = answer;
  throw new AppError(code, message, fields.length === 0 ? {} : { fields });
}

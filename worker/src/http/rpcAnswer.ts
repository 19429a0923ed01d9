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
    if (!(error instanceof AppError)) console.error("In a Durable Object:", error);
    else if (error.cause !== undefined) console.error(`${error.code}:`, error.cause);
    const { code, message, fields } = error instanceof AppError ? error : new AppError("internal");
    return { ok: false, code, message, fields: [...(fields ?? [])] };
  }
}

/** The value of such an answer. @throws AppError as it was thrown on the other side */
export function unwrapAnswer<T>(answer: RpcAnswer<T>): T {
  if (answer.ok) return answer.value;
  const { code, message, fields } = answer;
  throw new AppError(code, message, fields.length === 0 ? {} : { fields });
}

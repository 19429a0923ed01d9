import { AppError } from "#shared/errors";

/** A body as JSON; an empty one is an empty object. @throws AppError `malformed_body` for what is no JSON, or no UTF-8 */
export function parseJsonBody(body: ArrayBuffer): unknown {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body));
  } catch (error) {
    throw new AppError("malformed_body", undefined, { cause: error });
  }
}

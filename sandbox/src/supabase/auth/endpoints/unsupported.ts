import { AuthError } from "../AuthError.ts";

/** The answer for what GoTrue can and the sandbox cannot: 501, naming it. */
export function unsupported(what: string): AuthError {
  return new AuthError(
    501,
    "not_implemented",
    `The sandbox's Auth server does not support ${what}.`,
  );
}

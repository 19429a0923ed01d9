import { AuthError } from "../AuthError.ts";

/** The address of an `<input type="email">` (WHATWG HTML, 4.10.5.1.5), which GoTrue checks against as well. */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const MAX_LENGTH = 255;

/** Lower-cases an address, or throws 400 `validation_failed`. */
export function validateEmail(email: string): string {
  if (email === "") throw new AuthError(400, "validation_failed", "An email address is required");
  if (email.length > MAX_LENGTH) {
    throw new AuthError(400, "validation_failed", "An email address is too long");
  }
  const address = email.toLowerCase();
  if (!ADDRESS.test(address)) {
    throw new AuthError(
      400,
      "validation_failed",
      "Unable to validate email address: invalid format",
    );
  }
  return address;
}

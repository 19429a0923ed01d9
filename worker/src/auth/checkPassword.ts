import { AppError } from "#shared/errors";
import commonPasswords from "../../../data/common-passwords.json" with { type: "json" };

/** Common passwords of ten characters and more (from the MIT-licensed dictionary of zxcvbn-ts). */
const common: ReadonlySet<string> = new Set(commonPasswords);

/**
 * Refuses a password that a guesser tries first: a common one, one character or a short group over
 * and over, or the person's own address (NIST SP 800-63B-4, section 3.1.1.2).
 * @throws AppError `weak_password`
 */
export function checkPassword(password: string, email: string): void {
  const lower = password.toLowerCase();
  const weak =
    common.has(lower) ||
    /^(.{1,4})\1+$/su.test(lower) ||
    lower.includes("salespulse") ||
    lower === email ||
    lower === email.split("@")[0];
  if (weak) {
    throw new AppError("weak_password", undefined, {
      fields: [{ path: "password", message: "is too easy to guess" }],
    });
  }
}

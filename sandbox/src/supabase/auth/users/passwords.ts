import { randomBytes } from "node:crypto";
import { compare, hash } from "bcryptjs";
import { AuthError } from "../AuthError.ts";

/** bcrypt ignores what follows the 72nd byte. */
const MAX_BYTES = 72;
const COST = 10;

/** Throws GoTrue's answers for a password that is too short (422 `weak_password`) or too long (400). */
export function checkPassword(password: string, minLength: number): void {
  if (Buffer.byteLength(password) > MAX_BYTES) {
    throw new AuthError(
      400,
      "validation_failed",
      `Password cannot be longer than ${MAX_BYTES} characters`,
    );
  }
  if (password.length < minLength) {
    throw new AuthError(
      422,
      "weak_password",
      `Password should be at least ${minLength} characters.`,
      {
        details: { weak_password: { reasons: ["length"] } },
      },
    );
  }
}

export async function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Whether the password is the one of the hash; false for users without one. */
export async function isPassword(password: string, encrypted: string | null): Promise<boolean> {
  if (encrypted === null || encrypted === "" || Buffer.byteLength(password) > MAX_BYTES)
    return false;
  return compare(password, encrypted);
}

/** A password nobody knows, for users made by an administrator or an invitation. */
export function unknownPassword(): string {
  return randomBytes(48).toString("base64");
}

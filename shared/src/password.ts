import { z } from "zod";

/**
 * The shortest password taken. NIST SP 800-63B-4 (section 3.1.1.2) sets 8 as the floor; we take 10,
 * and the Worker refuses the common ones.
 */
export const PASSWORD_MIN_LENGTH = 10;

/** bcrypt reads 72 bytes and no more; a longer password would be cut in silence. */
export const PASSWORD_MAX_BYTES = 72;

/** A password somebody chooses. Its form only: whether it is a common one, the Worker knows. */
export const newPassword = z
  .string()
  .min(PASSWORD_MIN_LENGTH, `must have at least ${PASSWORD_MIN_LENGTH} characters`)
  .refine(
    (password) => utf8Length(password) <= PASSWORD_MAX_BYTES,
    `must have at most ${PASSWORD_MAX_BYTES} bytes`,
  )
  .refine(
    (password) => password.isWellFormed() && !password.includes("\u0000"),
    "must be valid text",
  );

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}

import { z } from "zod";

/** True where a text holds no control character but tab and line breaks: Postgres refuses NUL, and none belongs in text people type. */
function noControl(text: string): boolean {
  for (const character of text) {
    const code = character.charCodeAt(0);
    if ((code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || code === 0x7f)
      return false;
  }
  return true;
}

const noLoneSurrogate = (text: string) => text.isWellFormed();

/** One line of text as typed: trimmed, 1 to `max` characters, no control characters or line breaks. */
export function lineOfText(max: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `must have at most ${max} characters`)
    .refine(noControl, "must not hold control characters")
    .refine(noLoneSurrogate, "must be valid Unicode")
    .refine((text) => !/[\r\n\t]/.test(text), "must be one line");
}

/** A text of several lines as typed: up to `max` characters, may be empty. */
export function freeText(max: number) {
  return z
    .string()
    .max(max, `must have at most ${max} characters`)
    .refine(noControl, "must not hold control characters")
    .refine(noLoneSurrogate, "must be valid Unicode");
}

/** A mail address: trimmed, lower-cased, at most 254 characters (RFC 5321, section 4.5.3). */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("must be a mail address"));

/** A point in time: ISO 8601 with an offset (`2026-11-22T09:00:00Z`). */
export const timestamp = z.iso.datetime({ offset: true });

/** A secret from a mailed link: base64url, as `crypto.getRandomValues` made it. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/, "is not one of our links");

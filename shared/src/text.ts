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

/**
 * What one line of text may not hold: C1 controls and Unicode's own line ends, and the marks that turn
 * the direction of text around, which make `exe.gnp` read as `png.exe` (Unicode TR 36, 2.3).
 */
const HIDDEN = /[\u0080-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** A letter, digit, sign or mark: something to see. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line of text as typed: trimmed, 1 to `max` characters, all of them to be seen as what they are. */
export function lineOfText(max: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `must have at most ${max} characters`)
    .refine(noControl, "must not hold control characters")
    .refine(noLoneSurrogate, "must be valid Unicode")
    .refine((text) => !/[\r\n\t]/.test(text), "must be one line")
    .refine((text) => !HIDDEN.test(text), "must not hold hidden characters")
    .refine((text) => VISIBLE.test(text), "must hold something to read");
}

/** A person's or an organization's name: it stands in mails to strangers, so it advertises nothing. */
export function shownName(max: number) {
  return lineOfText(max).refine((text) => !text.includes("://"), "must not hold a web address");
}

/** A text of several lines as typed: up to `max` characters, may be empty. */
export function freeText(max: number) {
  return z
    .string()
    .max(max, `must have at most ${max} characters`)
    .refine(noControl, "must not hold control characters")
    .refine(noLoneSurrogate, "must be valid Unicode");
}

/** A mail address: trimmed, lower-cased, at most 64 characters before the @ and 254 in all (RFC 5321, section 4.5.3). */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("must be a mail address").refine((text) => text.indexOf("@") <= 64, "is too long"));

/** A point in time: ISO 8601 with an offset (`2026-11-22T09:00:00Z`). */
export const timestamp = z.iso.datetime({ offset: true });

/**
 * A point in time that somebody tells us, with any offset; kept in UTC, because Postgres takes no
 * offset beyond 15:59. The years are those that the table of calls takes.
 */
export const pointInTime = timestamp
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() >= 2000 && date.getUTCFullYear() < 2100, {
    error: "must lie between the years 2000 and 2099",
    abort: true,
  })
  .transform((date) => date.toISOString());

/** A secret from a mailed link: base64url, as `crypto.getRandomValues` made it. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/, "is not one of our links");

/** A whole number as people type it, with words that say its bounds. */
export function wholeNumber(min: number, max: number) {
  return z
    .int("must be a whole number")
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
}

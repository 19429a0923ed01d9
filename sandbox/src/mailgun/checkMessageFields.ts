import { MailgunError } from "./MailgunError.ts";

const PLAIN_FIELDS = new Set([
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "text",
  "html",
  "amp-html",
  "template",
  "attachment",
  "inline",
  "t:version",
  "t:text",
  "t:variables",
]);

const YES_NO = /^(yes|no|true|false)$/i;
const ANY = /^/;
const OPTIONS = new Map<string, RegExp>([
  ["o:tag", ANY],
  ["o:dkim", YES_NO],
  ["o:testmode", YES_NO],
  ["o:tracking", /^(yes|no|true|false|htmlonly)$/i],
  ["o:tracking-clicks", /^(yes|no|true|false|htmlonly)$/i],
  ["o:tracking-opens", YES_NO],
  ["o:tracking-pixel-location-top", /^(yes|no|true|false|htmlonly)$/i],
  ["o:require-tls", YES_NO],
  ["o:skip-verification", YES_NO],
  ["o:deliverytime", ANY],
]);

/** Known to Mailgun, but not to this stand-in: answered with 501 rather than with a half-truth. */
const NOT_SIMULATED = new Set([
  "recipient-variables",
  "o:secondary-dkim",
  "o:secondary-dkim-public",
  "o:deliver-within",
  "o:deliverytime-optimize-period",
  "o:time-zone-localize",
  "o:sending-ip",
  "o:sending-ip-pool",
  "o:archive-to",
  "o:suppress-headers",
]);

/** "Send options (parameters starting with o:, h:, v:, or t:) are limited to 16KB total" */
const MAX_OPTION_BYTES = 16 * 1024;

/**
 * Refuses every field that Mailgun's "Send an email" does not know (Mailgun itself ignores those, which hides
 * a misspelt one), values outside an option's set, header injection, and more than 16 KB of options.
 * https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages
 */
export function checkMessageFields(form: FormData): void {
  let optionBytes = 0;
  for (const [name, value] of form) {
    if (NOT_SIMULATED.has(name)) {
      throw new MailgunError(501, `the local Mailgun does not simulate '${name}'`);
    }
    if (!PLAIN_FIELDS.has(name) && !OPTIONS.has(name) && !/^[hv]:[\w.-]+$/.test(name)) {
      throw new MailgunError(
        400,
        `unknown parameter '${name}' (refused by the local Mailgun; the real one ignores it)`,
      );
    }
    const isFile = typeof value !== "string";
    if (isFile !== (name === "attachment" || name === "inline")) {
      throw new MailgunError(400, `'${name}' parameter must be ${isFile ? "a text" : "a file"}`);
    }
    if (isFile) continue;
    if (OPTIONS.get(name)?.test(value) === false) {
      throw new MailgunError(400, `Invalid ${name} parameter value '${value}'`);
    }
    if (name.startsWith("h:") && /[\r\n]/.test(value)) {
      throw new MailgunError(400, `'${name}' parameter must be a single line`);
    }
    if (/^[ohtv]:/.test(name)) optionBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  if (optionBytes > MAX_OPTION_BYTES) {
    throw new MailgunError(400, "Send options (o:, h:, v: and t:) are limited to 16KB total");
  }
}

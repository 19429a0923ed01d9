import emailAddresses from "email-addresses";
import { MailgunError } from "./MailgunError.ts";

const DOMAIN =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/i;

/**
 * The addresses in the values of one recipient or sender field ("Ann <a@x.com>, b@x.com"), in lower case.
 * Throws Mailgun's own 400 when one is not an address by RFC 5322, or its domain has no dot
 * (Mailgun refuses those).
 */
export function parseAddresses(field: string, values: readonly string[]): string[] {
  return values.flatMap((value) => {
    const parsed = emailAddresses.parseAddressList({ input: value, rejectTLD: true });
    const addresses = (parsed ?? []).map((entry) => (entry.type === "mailbox" ? entry : undefined));
    if (addresses.length === 0) throw invalidAddress(field);
    return addresses.map((entry) => {
      if (!entry || entry.local.length > 64 || !DOMAIN.test(entry.domain)) {
        throw invalidAddress(field);
      }
      return entry.address.toLowerCase();
    });
  });
}

function invalidAddress(field: string): MailgunError {
  return new MailgunError(
    400,
    `'${field}' parameter is not a valid address. please check documentation`,
  );
}

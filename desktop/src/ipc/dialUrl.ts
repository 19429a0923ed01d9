import type { DialMethod } from "./dialMethod.ts";
import { DIAL_SCHEMES } from "./dialSchemes.ts";

/** The address that places a call, or why there is none: `Template must …`, without the first word. */
export type DialUrl = { readonly url: string } | { readonly problem: string };

/** Dots between labels of letters, digits and inner hyphens (RFC 1123, 2.1), and a port. */
const DOMAIN =
  /^(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*(?::\d{1,5})?$/i;

/**
 * What addresses are made of (RFC 3986, 2), without quotes, brackets and blanks: some programs get the
 * address as a part of a command line.
 */
const PLAIN = /^(?:[A-Za-z0-9\-._~:/?#@!$&*+,;=]|%[2-7][0-9A-Fa-f]|\{number\}|\{digits\})+$/;
/** Escapes of what {@link PLAIN} keeps out: blank, quotes, a percent sign to escape twice, DEL. */
const ESCAPED = /%(?:2[0257]|7[fF]|60|5[cC]|3[cCeE])/;

/**
 * Builds the address that hands a number to the system's dialer.
 * @param phone E.164; where an address has a `?` or `#` before it, its plus is written `%2B`, because a
 *   plain one means a blank there
 */
export function dialUrl(method: DialMethod, phone: string): DialUrl {
  if (method.kind === "tel") return { url: `tel:${phone}` };
  if (method.kind === "sip")
    return DOMAIN.test(method.domain)
      ? { url: `sip:${phone}@${method.domain.toLowerCase()}` }
      : { problem: "must be a domain such as sip.example.com" };
  const problem = problemOf(method.template);
  return problem === null ? { url: fill(method.template, phone) } : { problem };
}

function problemOf(template: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(template)?.[1]?.toLowerCase();
  if (scheme === undefined) return "must begin with a scheme such as tel: or https:";
  if (!DIAL_SCHEMES.has(scheme)) return `must not begin with ${scheme}:, which places no calls`;
  if (!/\{(?:number|digits)\}/.test(template)) return "must hold {number} or {digits}";
  if (!PLAIN.test(template) || ESCAPED.test(template))
    return "must hold no blanks, quotes or brackets, and only {number} or {digits} in braces";
  if (scheme === "https") {
    const authority = /^https:\/\/([^/?#]*)[/?#]/i.exec(template)?.[1];
    if (authority === undefined || !DOMAIN.test(authority) || !URL.canParse(`https://${authority}`))
      return "must name its host before the number, without a user: https://pbx.example.com/…";
  }
  return null;
}

function fill(template: string, phone: string): string {
  const query = template.search(/[?#]/);
  return template.replace(/\{(number|digits)\}/g, (_, what: string, at: number) => {
    if (what === "digits") return phone.slice(1);
    return query !== -1 && at > query ? encodeURIComponent(phone) : phone;
  });
}

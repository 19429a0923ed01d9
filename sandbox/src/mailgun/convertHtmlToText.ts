import { convert } from "html-to-text";

/** The plain-text reading of a mail's HTML, as Mailgun makes one for `t:text=yes`. */
export function convertHtmlToText(html: string): string {
  return convert(html, {
    wordwrap: 100,
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
      { selector: "h1", options: { uppercase: false } },
      { selector: "img", format: "skip" },
      { selector: "[aria-hidden=true]", format: "skip" },
    ],
  });
}

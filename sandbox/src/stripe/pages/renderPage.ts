import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Context } from "hono";
import { html, raw } from "hono/html";

const style = readFileSync(new URL("./page.css", import.meta.url), "utf8");

/** What `html` makes: escaped already. */
export type Markup = ReturnType<typeof html>;

export interface Page {
  readonly title: string;
  readonly body: Markup;
  readonly layout?: "narrow" | "two" | "wide";
  readonly status?: 200 | 402 | 404 | 409;
  /** Addresses a form of the page may lead to in the end: Chromium holds redirects to the policy too. */
  readonly leadsTo?: readonly (string | null | undefined)[];
}

/** A page of the sandbox in the place of one that Stripe hosts: no scripts, nothing from the network. */
export async function renderPage(c: Context, page: Page): Promise<Response> {
  const { title, body, layout = "wide", status = 200, leadsTo = [] } = page;
  const nonce = randomBytes(16).toString("base64");
  const targets = ["'self'", ...leadsTo.flatMap((url) => (url ? [sourceOf(url)] : []))];
  c.header(
    "content-security-policy",
    `default-src 'none'; style-src 'nonce-${nonce}'; form-action ${targets.join(" ")}; base-uri 'none'; frame-ancestors 'none'`,
  );
  c.header("referrer-policy", "no-referrer");
  c.header("cache-control", "no-store");
  const content = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Stripe sandbox</title>
        <style nonce="${nonce}">
          ${raw(style)}
        </style>
      </head>
      <body>
        <p class="sandbox">
          Sandbox: this page stands in for Stripe’s on this computer. No money moves, only test
          cards work.
        </p>
        <main class="${layout}">${body}</main>
      </body>
    </html>`;
  return c.html(content, status);
}

/** As a policy names where an address leads; a scheme of an app's own by the scheme. */
function sourceOf(url: string): string {
  const { origin, protocol } = new URL(url.replaceAll("{CHECKOUT_SESSION_ID}", "id"));
  return origin === "null" ? protocol : origin;
}

import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { mailboxItemsOf } from "./MailboxItem.ts";
import type { MailgunContext } from "./MailgunContext.ts";

/** The page itself, self-contained; its script and style are allowed by their nonce alone. */
const page = readFileSync(new URL("./mailbox.html", import.meta.url), "utf8");

const pagePolicy = (nonce: string) =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; ` +
  "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A mail may style itself and open its links in a new tab: no scripts, no forms, nothing from the network. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
  "style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** The mailbox: the page for people, `/messages` for programs, and the parts of one message. */
export function mailboxRoutes({ messages }: MailgunContext): Hono {
  const find = (id: string) => {
    const message = messages.all.find((candidate) => id.startsWith(`${candidate.id}.`));
    const item = message && mailboxItemsOf(message, messages.nowMs).find((copy) => copy.id === id);
    return message && item ? { message, item } : undefined;
  };
  return new Hono()
    .get("/", (c) => {
      const nonce = crypto.randomUUID();
      c.header("content-security-policy", pagePolicy(nonce));
      return c.html(page.replaceAll("NONCE", nonce));
    })
    .get("/messages", (c) => {
      const to = c.req.query("to")?.toLowerCase();
      const nowMs = messages.nowMs;
      const items = messages.all
        .flatMap((message) => mailboxItemsOf(message, nowMs))
        .filter((item) => to === undefined || item.to === to)
        .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
        .toReversed();
      return c.json(items);
    })
    .get("/messages/:id/html", (c) => {
      const found = find(c.req.param("id"));
      if (!found) return c.notFound();
      c.header("content-security-policy", MAIL_POLICY);
      c.header("referrer-policy", "no-referrer");
      const base = '<base target="_blank" />';
      const { html } = found.item;
      return c.html(/<head>/i.test(html) ? html.replace(/<head>/i, `$&${base}`) : base + html);
    })
    .get("/messages/:id/attachments/:index", (c) => {
      const found = find(c.req.param("id"));
      const index = Number(c.req.param("index"));
      const file = found?.message.attachments[index];
      if (!found || !file) return c.notFound();
      return c.body(messages.readAttachment(found.message, index), 200, {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      });
    });
}

import type { Context } from "hono";
import { readText } from "../http/readText.ts";
import type { Form } from "./cardFields.ts";

/** What a form of one of the pages holds; undefined where another site's page sent it. */
export async function readPageForm(c: Context): Promise<Form | undefined> {
  const origin = c.req.header("origin");
  // A page without a referrer says "null" of itself; Sec-Fetch-Site says whose it is.
  const site = c.req.header("sec-fetch-site");
  const isOwn = site === undefined ? origin === undefined : site === "same-origin";
  if (!isOwn && origin !== new URL(c.req.url).origin) return undefined;
  const text = await readText(c.req.raw.body);
  return text === undefined ? undefined : Object.fromEntries(new URLSearchParams(text));
}

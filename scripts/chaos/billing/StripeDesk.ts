import { z } from "zod";

const objectSchema = z.looseObject({ id: z.string() });
export type StripeObject = z.infer<typeof objectSchema>;
const listSchema = z.object({ data: z.array(objectSchema), has_more: z.boolean() });
const errorSchema = z.object({ error: z.object({ message: z.string().optional() }) });

/** Stripe's REST API by plain requests: nothing of the product's own reading is in it. */
export class StripeDesk {
  readonly url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.url = url;
    this.#key = key;
  }

  /** @throws where Stripe refuses, with its words */
  async send(
    method: "GET" | "POST" | "DELETE",
    path: string,
    form: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const fields = new URLSearchParams(form);
    const response = await fetch(
      `${this.url}${path}${method === "POST" || fields.size === 0 ? "" : `?${fields}`}`,
      {
        method,
        headers: { authorization: `Bearer ${this.#key}` },
        ...(method === "POST" ? { body: fields } : {}),
      },
    );
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { data } = errorSchema.safeParse(answer);
    throw new Error(`${method} ${path}: ${response.status} ${data?.error.message ?? ""}`);
  }

  /** Every object of a list, page by page, the newest first. */
  async all(path: string, query: Readonly<Record<string, string>> = {}): Promise<StripeObject[]> {
    const found: StripeObject[] = [];
    for (;;) {
      const last = found.at(-1);
      const page = listSchema.parse(
        await this.send("GET", path, {
          ...query,
          limit: "100",
          ...(last === undefined ? {} : { starting_after: last.id }),
        }),
      );
      found.push(...page.data);
      if (!page.has_more) return found;
    }
  }

  /** What has come since the object `after` (null: from the first), the oldest first. */
  async since(path: string, after: string | null): Promise<StripeObject[]> {
    if (after === null) return (await this.all(path)).toReversed();
    const found: StripeObject[] = [];
    for (;;) {
      const before = found.at(-1)?.id ?? after;
      const query = { limit: "100", ending_before: before };
      const page = listSchema.parse(await this.send("GET", path, query));
      found.push(...page.data.toReversed());
      if (!page.has_more) return found;
    }
  }

  /** Posts a form of one of Stripe's pages; answers where it leads, or what the page says. */
  async submit(
    path: string,
    form: Readonly<Record<string, string>>,
  ): Promise<{ status: number; leadsTo: string | null }> {
    const response = await fetch(new URL(path, this.url), {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    });
    await response.arrayBuffer();
    return { status: response.status, leadsTo: response.headers.get("location") };
  }
}

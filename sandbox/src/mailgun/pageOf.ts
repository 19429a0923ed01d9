import { z } from "zod";
import { MailgunError } from "./MailgunError.ts";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  page: z.enum(["first", "last", "next", "previous", "prev"]).default("first"),
  p: z.string().optional(),
});

/**
 * The part of a list that a Templates request asks for by `page`, `p` (the pivot's key) and `limit`, and the
 * addresses of its neighbours.
 */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  url: URL,
): { items: T[]; paging: Record<"first" | "last" | "next" | "previous", string> } {
  const query = querySchema.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) throw new MailgunError(400, "invalid paging parameters");
  const { limit, page, p } = query.data;
  const pivot = all.findIndex((item) => keyOf(item) === p);
  let items: T[];
  if (page === "last") items = all.slice(-limit);
  else if (page === "next" && pivot >= 0) items = all.slice(pivot + 1, pivot + 1 + limit);
  else if (page === "first" || page === "next") items = all.slice(0, limit);
  else items = all.slice(Math.max(0, pivot - limit), Math.max(0, pivot));
  const address = (target: string, item?: T): string => {
    const parameters = new URLSearchParams({ page: target, limit: String(limit) });
    const key = item === undefined ? p : keyOf(item);
    if (target !== "first" && target !== "last" && key !== undefined) parameters.set("p", key);
    return `${url.origin}${url.pathname}?${parameters.toString()}`;
  };
  return {
    items,
    paging: {
      first: address("first"),
      last: address("last"),
      next: address("next", items.at(-1)),
      previous: address("previous", items[0]),
    },
  };
}

import { StripeError } from "../StripeError.ts";

type Node = Map<string, Node | string> & { isList?: boolean };

/** Names whose keys are the caller's own words, numbers too. */
const MAPS = new Set(["metadata"]);

/** `a[b][0][c]=d` as `{a: {b: [{c: "d"}]}}`: how Stripe takes forms and queries. */
export function decodeForm(text: string): Record<string, unknown> {
  const root: Node = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    const path = pathOf(name);
    let node = root;
    for (const [depth, key] of path.entries()) {
      const place = key === "" ? String(node.size) : key;
      const existing = node.get(place);
      if (depth === path.length - 1) {
        if (existing instanceof Map) throw malformed(name);
        node.set(place, value);
      } else if (existing === undefined) {
        const inner: Node = new Map();
        node.set(place, inner);
        node = inner;
      } else if (existing instanceof Map) node = existing;
      else throw malformed(name);
    }
  }
  return Object.fromEntries([...root].map(([key, value]) => [key, plain(key, value)]));
}

function pathOf(name: string): string[] {
  const [head = "", tail = ""] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)?.slice(1) ?? [];
  if (head === "") throw malformed(name);
  return [head, ...[...tail.matchAll(/\[([^[\]]*)\]/g)].map(([, key = ""]) => key)];
}

function plain(key: string, value: Node | string): unknown {
  if (typeof value === "string") return value;
  const entries = [...value];
  if (!MAPS.has(key) && entries.every(([place]) => /^\d{1,4}$/.test(place))) {
    return entries
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([place, inner]) => plain(place, inner));
  }
  return Object.fromEntries(entries.map(([place, inner]) => [place, plain(place, inner)]));
}

function malformed(name: string): StripeError {
  return new StripeError(400, {
    type: "invalid_request_error",
    message: `Invalid request: the parameter ${name} cannot be read.`,
    param: name,
  });
}

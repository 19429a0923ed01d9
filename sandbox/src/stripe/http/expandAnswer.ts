import { KIND_OF_PREFIX, prefixOf } from "../kindOfId.ts";
import { StripeError } from "../StripeError.ts";
import type { Kind, StripeWorld } from "../StripeWorld.ts";
import { hideIncludables, include, isIncludable } from "./includables.ts";
import { isRecord } from "./isRecord.ts";

/** "Expansions have a maximum depth of four levels": https://docs.stripe.com/api/expanding_objects */
const MAX_LEVELS = 4;

/** Fields whose ids may be of the account's own making, so that they say nothing. */
const KIND_OF_FIELD: Readonly<Record<string, Kind | undefined>> = {
  product: "product",
  customer: "customer",
  price: "price",
};
/** Ids that stand for themselves. */
const NEVER = new Set(["id", "object", "client_secret", "url", "livemode"]);

/**
 * An answer as a copy, without what only `expand` includes, and with the objects in the place of the ids at the given
 * paths: https://docs.stripe.com/expand
 * @throws StripeError 400 for a path that leads nowhere
 */
export function expandAnswer(world: StripeWorld, answer: object, paths: readonly string[]): object {
  const shown = hideIncludables(answer);
  for (const path of paths) {
    const fields = path.split(".");
    if (fields.length > MAX_LEVELS) {
      throw refusal(
        `You cannot expand more than ${MAX_LEVELS} levels of a property. Property: ${path}`,
      );
    }
    expandPath(world, shown, answer, fields, path);
  }
  return shown;
}

/** `kept` is what `shown` is a copy of: it has what the copy hides. */
function expandPath(
  world: StripeWorld,
  shown: unknown,
  kept: unknown,
  fields: readonly string[],
  path: string,
): void {
  const [field, ...rest] = fields;
  if (field === undefined || shown === null) return;
  if (Array.isArray(shown)) {
    for (const [index, item] of shown.entries()) {
      expandPath(world, item, Array.isArray(kept) ? kept[index] : item, fields, path);
    }
    return;
  }
  if (!isRecord(shown)) throw notExpandable(path);
  if (shown["object"] === "list" && field !== "data") throw notExpandable(path, true);
  const source = isRecord(kept) ? kept : shown;
  if (isIncludable(shown, field)) {
    const included = shown[field] ?? include(world, source, field);
    shown[field] = shown[field] ?? hideIncludables(included);
    return expandPath(world, shown[field], included, rest, path);
  }
  const value = shown[field];
  if (value === undefined) throw notExpandable(path);
  const load = (id: string): Record<string, unknown> | undefined => {
    const kind = NEVER.has(field)
      ? undefined
      : (KIND_OF_FIELD[field] ?? KIND_OF_PREFIX[prefixOf(id)]);
    if (!kind) throw notExpandable(path);
    const found = world.store.find(kind, id);
    return found && { ...found };
  };
  if (typeof value === "string") {
    const found = load(value);
    if (!found) return;
    shown[field] = hideIncludables(found);
    return expandPath(world, shown[field], found, rest, path);
  }
  if (Array.isArray(value) && value.some((item) => typeof item === "string")) {
    const found = value.map((item: unknown) =>
      typeof item === "string" ? (load(item) ?? item) : item,
    );
    shown[field] = hideIncludables(found);
    return expandPath(world, shown[field], found, rest, path);
  }
  if (rest.length === 0) {
    const isObject = value === null || (isRecord(value) && typeof value["object"] === "string");
    if (isObject && field !== "data") return;
    throw notExpandable(path);
  }
  // An object that an earlier path put here is itself: its own includables are not in `kept`.
  const inner = source[field];
  return expandPath(
    world,
    value,
    isRecord(inner) || Array.isArray(inner) ? inner : reload(world, value),
    rest,
    path,
  );
}

function reload(world: StripeWorld, shown: unknown): unknown {
  if (!isRecord(shown) || typeof shown["id"] !== "string") return shown;
  const kind = KIND_OF_PREFIX[prefixOf(shown["id"])];
  return (kind && world.store.find(kind, shown["id"])) ?? shown;
}

function notExpandable(path: string, inList = false): StripeError {
  const hint = inList ? ` You may want to try expanding 'data.${path}' instead.` : "";
  return refusal(`This property cannot be expanded (${path}).${hint}`);
}

function refusal(message: string): StripeError {
  return new StripeError(400, { type: "invalid_request_error", message });
}

import { z } from "zod";
import { StripeError } from "../StripeError.ts";

/** Reads a text of a form; its refusals carry the code that toStripeError answers with. */
function fromText<T>(parse: (given: string) => T | { code?: string; message: string }) {
  return z.string().transform((given, context): T => {
    const parsed = parse(given);
    if (typeof parsed !== "object" || parsed === null || !("message" in parsed)) return parsed;
    context.addIssue({
      code: "custom",
      message: parsed.message,
      params: { code: parsed.code },
      input: given,
    });
    return z.NEVER;
  });
}

/** A whole number as forms write it, within bounds. */
export function integer(options: { min?: number; max?: number } = {}): z.ZodType<number, string> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const code = "parameter_invalid_integer";
  return fromText<number>((given) => {
    if (!/^-?\d{1,15}$/.test(given)) return { code, message: `Invalid integer: ${given}` };
    const value = Number(given);
    if (value < min)
      return { code, message: `This value must be greater than or equal to ${min}.` };
    if (value > max) return { code, message: `This value must be less than or equal to ${max}.` };
    return value;
  });
}

/** Seconds since 1970. */
export function timestamp(): z.ZodType<number, string> {
  return fromText<number>((given) =>
    /^\d{1,11}$/.test(given)
      ? Number(given)
      : { message: `Invalid timestamp: can't be parsed: ${given}` },
  );
}

/** `true` or `false`. */
export function flag(): z.ZodType<boolean, string> {
  return fromText<boolean>((given) =>
    given === "true" || given === "false"
      ? given === "true"
      : { message: `Invalid boolean: ${given}` },
  );
}

/** A text that is there: an empty one would unset what cannot be unset. */
export function text(maxLength = 5000): z.ZodType<string, string> {
  return fromText<string>((value) => {
    if (value === "") {
      return {
        code: "parameter_invalid_empty",
        message:
          "You passed an empty string for '%'. We assume empty values are an attempt to unset a parameter; however '%' cannot be unset. You should remove '%' from your request or supply a non-empty value.",
      };
    }
    if (value.length <= maxLength) return value;
    return {
      message: `Invalid string: ${value.slice(0, 8)}...${value.slice(-8)}; must be at most ${maxLength} characters`,
    };
  });
}

/** What an empty text unsets: parsed as null. */
export function unsettable<T>(inner: z.ZodType<T>): z.ZodType<T | null> {
  return z.union([z.literal("").transform(() => null), inner]);
}

/**
 * A schema for every parameter that the SDK's type knows, so that none is called unknown that Stripe takes; with
 * `satisfies`. `expand` is the frame's.
 */
export type ShapeOf<P> = { readonly [K in Exclude<keyof P, "expand">]-?: z.ZodType };

/** What Stripe knows and the sandbox does not: refused, never ignored. */
export const unsimulated = z.never().optional();

/** Several of those. */
export function unsimulatedAll<K extends string>(
  ...names: readonly K[]
): Record<K, typeof unsimulated> {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the entries are these names, each once
  return Object.fromEntries(names.map((name) => [name, unsimulated])) as Record<
    K,
    typeof unsimulated
  >;
}

/** Pairs to write over those that are there; '' takes one away, or all: https://docs.stripe.com/api/metadata */
export const metadata = z.union([z.literal(""), z.record(z.string(), z.string())]);

const MAX_PAIRS = 50;
const MAX_KEY = 40;
const MAX_VALUE = 500;

/** @throws StripeError where a limit of Stripe's is passed */
export function mergeMetadata(
  current: Readonly<Record<string, string>> | null,
  change: z.infer<typeof metadata> | undefined,
): Record<string, string> {
  if (change === "") return {};
  const merged: Record<string, string> = { ...current };
  for (const [key, value] of Object.entries(change ?? {})) {
    if (key.length > MAX_KEY) {
      throw refusal(
        `Metadata keys can have up to ${MAX_KEY} characters. You passed in a key that is ${key.length} characters. Invalid key: ${key}`,
        "metadata",
      );
    }
    if (value.length > MAX_VALUE) {
      throw refusal(
        `Metadata values can have up to ${MAX_VALUE} characters. You passed in a value that is ${value.length} characters. Invalid value: ${value}`,
        `metadata[${key}]`,
      );
    }
    if (value === "") delete merged[key];
    else merged[key] = value;
  }
  const count = Object.keys(merged).length;
  if (count <= MAX_PAIRS) return merged;
  throw refusal(
    `You can only store up to ${MAX_PAIRS} metadata keys on an object; this one would have ${count}.`,
    "metadata",
  );
}

function refusal(message: string, param: string): StripeError {
  return new StripeError(400, { type: "invalid_request_error", message, param });
}

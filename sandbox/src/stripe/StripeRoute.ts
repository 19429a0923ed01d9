import type { z } from "zod";
import type { StripeWorld } from "./StripeWorld.ts";

/** One call of the API. Parameters are parsed strictly: one that is not named is refused as Stripe does (`parameter_unknown`). */
export interface StripeRoute {
  readonly method: "GET" | "POST" | "DELETE";
  /** As in Stripe's documents: `/v1/subscriptions/:id`. */
  readonly path: string;
  /** Query or form, already decoded into nested objects and lists; numbers and booleans are still texts. */
  readonly params: z.ZodType;
  /** Answers the object (lists by `listPage`); `expand` is done by the frame. */
  readonly run: (
    world: StripeWorld,
    params: never,
    path: Readonly<Record<string, string>>,
  ) => object;
}

/** Ties a route's parameters to what its schema says. */
export function route<S extends z.ZodType>(
  method: StripeRoute["method"],
  path: string,
  params: S,
  run: (world: StripeWorld, params: z.infer<S>, path: Readonly<Record<string, string>>) => object,
): StripeRoute {
  return { method, path, params, run };
}

import { checkoutCases } from "./cases/checkoutCases.ts";
import { frameCases } from "./cases/frameCases.ts";
import { subscriptionCases } from "./cases/subscriptionCases.ts";
import type { GoldenCase } from "./GoldenCase.ts";

/** What the sandbox and Stripe must both answer. */
export const goldenCases: readonly GoldenCase[] = [
  ...frameCases,
  ...checkoutCases,
  ...subscriptionCases,
];

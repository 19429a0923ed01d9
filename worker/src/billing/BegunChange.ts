import { changeTimeSchema, wishSchema } from "#shared/billing";
import { ERRORS, type ErrorCode } from "#shared/errors";
import { z } from "zod";

const wantedSchema = z.array(z.object({ price: z.string(), quantity: z.int() }));

/**
 * The change that was begun last, as the organisation's object keeps it: so that the same request, sent again after a
 * crash or a lost answer, goes on where it was and happens once.
 */
export const begunChangeSchema = z.object({
  /** The request's. */
  id: z.uuid(),
  organizationId: z.uuid(),
  wish: wishSchema,
  when: changeTimeSchema,
  prorationDate: z.int(),
  subscription: z.string(),
  periodEnd: z.int(),
  /** What Stripe is told, or was. */
  items: z.array(
    z.union([
      z.object({ id: z.string(), deleted: z.literal(true) }),
      z.object({ id: z.string(), price: z.string().exactOptional(), quantity: z.int() }),
      z.object({ price: z.string(), quantity: z.int() }),
    ]),
  ),
  has: wantedSchema,
  wanted: wantedSchema,
  /** What it was to become at the period's end: put back where the change comes to nothing. */
  restore: wantedSchema.nullable(),
  /** `begun`; `cleared`: what stood in its way is gone; else how it ended. */
  state: z.enum(["begun", "cleared", "ended"]),
  /** How it ended. */
  result: z
    .union([
      z.object({ outcome: z.enum(["done", "scheduled", "payment"]), url: z.string().nullable() }),
      z.object({
        refused: z.custom<ErrorCode>((code) => typeof code === "string" && code in ERRORS),
        message: z.string(),
      }),
    ])
    .nullable(),
});
export type BegunChange = z.infer<typeof begunChangeSchema>;

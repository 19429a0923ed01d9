import { lineOfText } from "#shared/text";
import { flagKeySchema } from "#shared/flags";
import { z } from "zod";

const common = {
  /** The sender's own id of the message: each is taken once. */
  id: lineOfText(200),
  flag: flagKeySchema,
  /** Null: what is set there is taken away. */
  value: z.enum(["on", "off"]).nullable(),
  /** Who says so, for the audit trail and the alert. */
  by: lineOfText(120),
};
const absent = z.null().optional();

/** A change of a feature flag made elsewhere, as its signed message says it. */
export const flagMessageSchema = z.discriminatedUnion("scope", [
  z.strictObject({
    ...common,
    scope: z.literal("service"),
    organizationId: absent,
    userId: absent,
  }),
  z.strictObject({
    ...common,
    scope: z.literal("organization"),
    organizationId: z.uuid(),
    userId: absent,
  }),
  z.strictObject({
    ...common,
    scope: z.literal("user"),
    /** Where it is told, the person must be its member. */
    organizationId: z.uuid().nullish(),
    userId: z.uuid(),
  }),
]);
export type FlagMessage = z.infer<typeof flagMessageSchema>;

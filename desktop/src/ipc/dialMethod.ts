import { z } from "zod";

/** How a rep's computer places calls. What is within the form may still be refused by {@link dialUrl}. */
export const dialMethodSchema = z.discriminatedUnion("kind", [
  /** By whatever app the system has for `tel:`. */
  z.strictObject({ kind: z.literal("tel") }),
  /** By the system's app for `sip:`, the number at this domain. */
  z.strictObject({ kind: z.literal("sip"), domain: z.string().max(260) }),
  /** By an address of the rep's own, with `{number}` (E.164) or `{digits}` (without its plus). */
  z.strictObject({ kind: z.literal("template"), template: z.string().max(500) }),
]);
export type DialMethod = z.infer<typeof dialMethodSchema>;

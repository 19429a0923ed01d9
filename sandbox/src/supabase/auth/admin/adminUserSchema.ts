import { z } from "zod";
import { unsupported } from "../endpoints/unsupported.ts";
import { jsonObject } from "../readBody.ts";

/** What an administrator may set of a user. */
export const adminUserSchema = z.object({
  id: z.string().default(""),
  email: z.string().default(""),
  phone: z.string().default(""),
  password: z.string().nullish(),
  password_hash: z.string().default(""),
  role: z.string().default(""),
  email_confirm: z.boolean().default(false),
  phone_confirm: z.boolean().default(false),
  user_metadata: jsonObject.nullish(),
  app_metadata: jsonObject.nullish(),
  ban_duration: z.string().default(""),
});

/** Refuses by 501 what the sandbox leaves out. */
export function refuseUnsupported(body: z.infer<typeof adminUserSchema>): void {
  if (body.phone !== "" || body.phone_confirm) throw unsupported("users with a phone");
}

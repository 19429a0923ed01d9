import { z } from "zod";

/** DIR/stack.json: where the parts of a running local world are, for specs and scripts. */
export const stackSchema = z.object({
  /** The app's origin. */
  app: z.url(),
  supabase: z.object({
    url: z.url(),
    anonKey: z.string(),
    serviceKey: z.string(),
    databaseUrl: z.string().optional(),
  }),
  /** The mailbox page; `GET {mailbox}/messages?to=ADDRESS` answers with JSON. */
  mailbox: z.url(),
  mailgun: z.url(),
  /** The local Stripe; at its root a page of its customers, whose time can be advanced. */
  stripe: z.url(),
  accounts: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
});

export type Stack = z.infer<typeof stackSchema>;

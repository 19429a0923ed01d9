import { readFileSync } from "node:fs";
import { z } from "zod";

const stackSchema = z.object({
  app: z.url(),
  mailbox: z.url(),
  stripe: z.url(),
  supabase: z.object({ url: z.url(), serviceKey: z.string() }),
  accounts: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
});

/** What `npm start` says about the running world (`stack.json`, named by `E2E_STACK`), as far as specs need it. */
export function readStack(): z.infer<typeof stackSchema> {
  const path = process.env["E2E_STACK"];
  if (path === undefined) throw new Error("E2E_STACK names no stack.json: run this by `npm test`.");
  return stackSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

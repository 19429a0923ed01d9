import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Papa from "papaparse";
import { z } from "zod";
import { roleSchema } from "#shared/roles";

const accountSchema = z.object({ email: z.email(), name: z.string(), role: roleSchema });

const accountsSchema = z.object({
  organization: z.string(),
  /** One for all: they are there to be tried. */
  password: z.string(),
  /** The first founds the organisation. */
  accounts: z.tuple([accountSchema], accountSchema),
});

const leadSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  company: z.string(),
  phone: z.string(),
  email: z.string(),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
});

/** The fictional people and leads of data/demo. */
export interface Demo extends z.infer<typeof accountsSchema> {
  readonly leads: readonly z.infer<typeof leadSchema>[];
}

/** Reads data/demo: accounts.json and leads.csv. Throws when either is not as it should be. */
export async function readDemo(root: string): Promise<Demo> {
  const folder = join(root, "data", "demo");
  const [accounts, leads] = await Promise.all([
    readFile(join(folder, "accounts.json"), "utf8"),
    readFile(join(folder, "leads.csv"), "utf8"),
  ]);
  const table = Papa.parse(leads, { header: true, skipEmptyLines: true });
  return {
    ...accountsSchema.parse(JSON.parse(accounts)),
    leads: z.array(leadSchema).parse(table.data),
  };
}

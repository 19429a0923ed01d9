import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readIfPresent } from "../machine/readIfPresent.ts";
import { replaceFile } from "../machine/replaceFile.ts";

const secret = z.string().min(20);

const secretsSchema = z.object({
  mailgunApiKey: secret,
  mailgunWebhookSigningKey: secret,
  /** Of the role that the Worker's listener connects as. */
  listenerPassword: secret,
  /** Signs what changes flags from elsewhere. */
  flagWebhookSecret: secret,
  /** As the local Stripe knows the account, and signs what it tells. */
  stripeApiKey: secret.startsWith("sk_test_"),
  stripeWebhookSecret: secret.startsWith("whsec_"),
});

/** What the vendors' stand-ins and the Worker share in one local world. */
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * Reads DIR/secrets.json (mode 0600), making what it lacks: each world has its own, at random, for as long as
 * its data lives.
 */
export async function readSecrets(dataDir: string): Promise<Secrets> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "secrets.json");
  const text = (await readIfPresent(file)) ?? "{}";
  const kept = secretsSchema.partial().parse(JSON.parse(text));
  const secrets = {
    mailgunApiKey: kept.mailgunApiKey ?? `key-${randomBytes(16).toString("hex")}`,
    mailgunWebhookSigningKey: kept.mailgunWebhookSigningKey ?? randomBytes(16).toString("hex"),
    listenerPassword: kept.listenerPassword ?? randomBytes(24).toString("hex"),
    flagWebhookSecret: kept.flagWebhookSecret ?? randomBytes(32).toString("hex"),
    stripeApiKey: kept.stripeApiKey ?? `sk_test_${randomBytes(24).toString("hex")}`,
    stripeWebhookSecret: kept.stripeWebhookSecret ?? `whsec_${randomBytes(24).toString("hex")}`,
  } satisfies Secrets;
  const wanted = JSON.stringify(secrets, null, 2);
  if (text !== wanted) await replaceFile(file, wanted);
  return secrets;
}

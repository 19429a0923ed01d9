import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const secret = z.string().min(20);

const secretsSchema = z.object({
  mailgunApiKey: secret,
  mailgunWebhookSigningKey: secret,
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
  const text = await readFile(file, "utf8").catch(() => "{}");
  const kept = secretsSchema.partial().parse(JSON.parse(text));
  const secrets = {
    mailgunApiKey: kept.mailgunApiKey ?? `key-${randomBytes(16).toString("hex")}`,
    mailgunWebhookSigningKey: kept.mailgunWebhookSigningKey ?? randomBytes(16).toString("hex"),
  } satisfies Secrets;
  const wanted = JSON.stringify(secrets, null, 2);
  if (text !== wanted) {
    await writeFile(`${file}.new`, wanted, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return secrets;
}

import { z } from "zod";
import type { ObjectStore } from "../StripeWorld.ts";

const secretsSchema = z.array(
  z.object({ secret: z.string(), expiresAtMs: z.number().int().nullable() }),
);

type Secrets = z.infer<typeof secretsSchema>;

/** What an endpoint's deliveries are signed with at a moment: two secrets while one is being rolled. */
export function secretsOf(store: ObjectStore, endpoint: string, nowMs: number): string[] {
  return readSecrets(store, endpoint)
    .filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs)
    .map(({ secret }) => secret);
}

/** Puts secrets in the place of those an endpoint had. */
export function setSecrets(store: ObjectStore, endpoint: string, secrets: Secrets): void {
  store.setNote(endpoint, { secrets });
}

/** Adds a secret; those before it go on until then: https://docs.stripe.com/webhooks#roll-endpoint-secrets */
export function rollSecret(
  store: ObjectStore,
  endpoint: string,
  secret: string,
  expiresAtMs: number,
): void {
  const before = readSecrets(store, endpoint).map((old) => ({
    secret: old.secret,
    expiresAtMs: Math.min(old.expiresAtMs ?? expiresAtMs, expiresAtMs),
  }));
  setSecrets(store, endpoint, [{ secret, expiresAtMs: null }, ...before]);
}

function readSecrets(store: ObjectStore, endpoint: string): Secrets {
  return secretsSchema.parse(store.note(endpoint)["secrets"] ?? []);
}

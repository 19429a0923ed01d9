import { randomBytes, randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { z } from "zod";
import { readIfPresent } from "../../machine/readIfPresent.ts";
import { replaceFile } from "../../machine/replaceFile.ts";
import { createSigningKey, signingJwkSchema, type SigningKey } from "../auth/tokens/SigningKey.ts";

/** The API keys of a project and the key that signs its users' tokens. */
export interface ProjectKeys {
  /** Legacy JWT key of role anon. */
  readonly anonKey: string;
  /** Legacy JWT key of role service_role. */
  readonly serviceKey: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** HMAC secret of the legacy keys and of Storage's signed URLs. */
  readonly jwtSecret: string;
  readonly signing: SigningKey;
}

const storedKeysSchema = z.object({
  anonKey: z.string(),
  serviceKey: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  jwtSecret: z.string(),
  signingJwk: signingJwkSchema,
});
type StoredKeys = z.infer<typeof storedKeysSchema>;

const TEN_YEARS_S = 10 * 365 * 24 * 3600;

/**
 * Reads the project's keys from `keys.json` in `dataDir`, made at random at first (mode 0600), so that keys and
 * sessions survive a restart. Throws when the file exists and is not what was written.
 */
export async function loadProjectKeys(dataDir: string): Promise<ProjectKeys> {
  const path = join(dataDir, "keys.json");
  const text = await readIfPresent(path);
  const stored = text === undefined ? await createKeys() : parseKeys(path, text);
  if (text === undefined) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await replaceFile(path, JSON.stringify(stored, null, 2));
  }
  const { signingJwk, ...keys } = stored;
  return { ...keys, signing: await createSigningKey(signingJwk) };
}

function parseKeys(path: string, text: string): StoredKeys {
  try {
    return storedKeysSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${path} does not hold the keys of a project. Restore it, or delete it to get new keys.`,
      {
        cause,
      },
    );
  }
}

async function createKeys(): Promise<StoredKeys> {
  const jwtSecret = randomBytes(48).toString("base64url");
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return {
    jwtSecret,
    anonKey: await createLegacyKey(jwtSecret, "anon"),
    serviceKey: await createLegacyKey(jwtSecret, "service_role"),
    publishableKey: createKey("publishable"),
    secretKey: createKey("secret"),
    signingJwk: signingJwkSchema.parse({ ...(await exportJWK(privateKey)), kid: randomUUID() }),
  };
}

function createKey(kind: "publishable" | "secret"): string {
  const random = randomBytes(18).toString("base64url").replaceAll(/[-_]/g, "x").slice(0, 22);
  return `sb_${kind}_${random}_${randomBytes(4).toString("hex")}`;
}

async function createLegacyKey(secret: string, role: string): Promise<string> {
  const issuedAtS = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: "supabase", ref: "sandbox", role })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + TEN_YEARS_S)
    .sign(new TextEncoder().encode(secret));
}

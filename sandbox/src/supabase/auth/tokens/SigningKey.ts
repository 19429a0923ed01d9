import { importJWK, type JWK } from "jose";
import { z } from "zod";

/** The ES256 key that signs access tokens, with its public half as `/.well-known/jwks.json` shows it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

export const signingJwkSchema = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** Makes a usable key of a private JWK. */
export async function createSigningKey(jwk: z.infer<typeof signingJwkSchema>): Promise<SigningKey> {
  const { d: _private, ...publicPart } = jwk;
  return {
    kid: jwk.kid,
    privateKey: await importEs256(jwk),
    publicKey: await importEs256(publicPart),
    publicJwk: { ...publicPart, alg: "ES256", use: "sig", key_ops: ["verify"], ext: true },
  };
}

async function importEs256(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, "ES256");
  if (key instanceof Uint8Array) throw new Error("An ES256 key cannot be a shared secret.");
  return key;
}

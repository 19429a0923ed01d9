import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { StorageContext } from "./StorageContext.ts";
import { StorageError } from "./StorageError.ts";

const claimsSchema = z.object({
  url: z.string(),
  purpose: z.enum(["download", "upload"]),
  upsert: z.boolean().default(false),
  owner: z.string().optional(),
});
export type SignedClaims = z.input<typeof claimsSchema>;

/** Signs the right to read or to put one object for `lifetimeS` seconds. */
export async function signToken(
  context: StorageContext,
  claims: SignedClaims,
  lifetimeS: number,
): Promise<string> {
  const issuedAtS = Math.floor(context.now().getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + lifetimeS)
    .sign(context.secret);
}

/** Checks a signed URL's token for one object and purpose. Throws 400 `InvalidJWT` or `InvalidSignature`. */
export async function verifyToken(
  context: StorageContext,
  token: string,
  expected: { url: string; purpose: "download" | "upload" },
): Promise<z.infer<typeof claimsSchema>> {
  const claims = await jwtVerify(token, context.secret, {
    algorithms: ["HS256"],
    requiredClaims: ["exp"],
    currentDate: context.now(),
  }).then(
    ({ payload }) => claimsSchema.safeParse(payload),
    (cause: unknown) => {
      const message = cause instanceof errors.JOSEError ? cause.message : "Invalid JWT";
      throw new StorageError(400, "InvalidJWT", message, { cause });
    },
  );
  if (
    claims.success &&
    claims.data.url === expected.url &&
    claims.data.purpose === expected.purpose
  ) {
    return claims.data;
  }
  throw new StorageError(400, "InvalidSignature", "Invalid signature");
}

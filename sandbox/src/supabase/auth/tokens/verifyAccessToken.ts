import { errors, jwtVerify } from "jose";
import { z } from "zod";
import { API_ROLES } from "../../Caller.ts";
import type { SigningKey } from "./SigningKey.ts";

/** The claims of an access token, as GoTrue signs them. */
export const accessTokenClaimsSchema = z.looseObject({
  iss: z.string(),
  sub: z.guid(),
  aud: z.literal("authenticated"),
  exp: z.number(),
  iat: z.number(),
  role: z.enum(API_ROLES),
  session_id: z.guid(),
});
export type AccessTokenClaims = z.infer<typeof accessTokenClaimsSchema>;

/** Why a token was refused. `expired` is kept apart because clients may refresh then. */
export class TokenRejected extends Error {
  readonly reason: "expired" | "invalid";

  constructor(reason: "expired" | "invalid", message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TokenRejected";
    this.reason = reason;
  }
}

/**
 * Verifies a user's access token: signed by our ES256 key, from our issuer, for the audience `authenticated`,
 * with an expiry that has not passed at `now`. Throws `TokenRejected`.
 */
export async function verifyAccessToken(
  token: string,
  expected: { signing: SigningKey; issuer: string; now: Date },
): Promise<AccessTokenClaims> {
  // Base64url leaves unused bits in the last character: without this a token altered there would still pass.
  const canonical = token
    .split(".")
    .every((part) => Buffer.from(part, "base64url").toString("base64url") === part);
  if (!canonical) throw new TokenRejected("invalid", "JWT is not canonical base64url");
  try {
    const { payload } = await jwtVerify(token, expected.signing.publicKey, {
      algorithms: ["ES256"],
      issuer: expected.issuer,
      audience: "authenticated",
      requiredClaims: ["exp", "iat", "sub", "role", "session_id"],
      currentDate: expected.now,
    });
    return accessTokenClaimsSchema.parse(payload);
  } catch (cause) {
    if (cause instanceof errors.JWTExpired)
      throw new TokenRejected("expired", "JWT expired", { cause });
    const message =
      cause instanceof errors.JOSEError ? cause.message : "JWT claims are not as issued";
    throw new TokenRejected("invalid", message, { cause });
  }
}

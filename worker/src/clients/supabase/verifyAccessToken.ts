import { AppError } from "#shared/errors";
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";
import type { SupabaseSettings } from "./database.ts";

const claimsSchema = z.object({
  sub: z.uuid(),
  exp: z.int(),
  session_id: z.uuid(),
  role: z.literal("authenticated"),
});

/** What a valid access token says: whose it is and when it lapses (Unix seconds). */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: number;
}

/** Keys are asked for again at most this often, however many tokens name an unknown one. */
const KEYS_MIN_AGE_MS = 10_000;
/** Keys are asked for anew after this long, so that one that was revoked is believed no longer. */
const KEYS_MAX_AGE_MS = 10 * 60_000;
const keysByUrl = new Map<string, { keys: JSONWebKeySet; fetchedAtMs: number }>();

/**
 * Verifies an access token of Supabase Auth by its published keys (JWKS), without asking Auth.
 * `"lapsed"` where it was genuine and has lapsed, `"forged"` where it is none of Auth's.
 * @throws AppError `unavailable` where the keys cannot be had
 */
export async function verifyAccessToken(
  settings: SupabaseSettings,
  token: string,
  nowMs: number,
): Promise<AccessClaims | "lapsed" | "forged"> {
  const url = `${settings.SUPABASE_URL}/auth/v1/.well-known/jwks.json`;
  const verify = async (keys: JSONWebKeySet) => {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ["ES256", "RS256"],
      issuer: `${settings.SUPABASE_URL}/auth/v1`,
      audience: "authenticated",
      currentDate: new Date(nowMs),
    });
    const claims = claimsSchema.parse(payload);
    return { userId: claims.sub, sessionId: claims.session_id, expiresAt: claims.exp };
  };

  try {
    const kept = keysByUrl.get(url);
    const isFresh = kept !== undefined && nowMs - kept.fetchedAtMs < KEYS_MAX_AGE_MS;
    const known = isFresh ? kept : await fetchKeys(url, nowMs);
    try {
      return await verify(known.keys);
    } catch (error) {
      const rotated =
        error instanceof errors.JWKSNoMatchingKey && nowMs - known.fetchedAtMs > KEYS_MIN_AGE_MS;
      if (!rotated) throw error;
      return await verify((await fetchKeys(url, nowMs)).keys);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    return error instanceof errors.JWTExpired ? "lapsed" : "forged";
  }
}

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

async function fetchKeys(url: string, nowMs: number) {
  let keys: JSONWebKeySet;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    keys = keySetSchema.parse(await response.json());
  } catch (error) {
    throw new AppError("unavailable", undefined, { cause: error });
  }
  const entry = { keys, fetchedAtMs: nowMs };
  keysByUrl.set(url, entry);
  return entry;
}

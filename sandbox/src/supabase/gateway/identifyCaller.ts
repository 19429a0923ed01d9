import { TokenRejected, verifyAccessToken } from "../auth/tokens/verifyAccessToken.ts";
import type { Caller } from "../Caller.ts";
import type { ProjectKeys } from "./loadProjectKeys.ts";

/** What a request's key and bearer token prove. */
export type Identity =
  | { readonly kind: "caller"; readonly caller: Caller; readonly viaSecretKey: boolean }
  /** The key is good, the bearer token is not. */
  | { readonly kind: "rejected"; readonly rejection: TokenRejected; readonly viaSecretKey: boolean }
  /** No key, or one that this project does not have; worded as hosted Supabase's gateway does. */
  | { readonly kind: "refused"; readonly message: string; readonly hint: string };

/**
 * Reads the `apikey` header (or parameter) and the bearer token as hosted Supabase's gateway and services do
 * together. A bearer that is a key acts as that key's role; any other must be a user's access token.
 * An `sb_` key in Authorization counts only beside no or the same `apikey`.
 */
export async function identifyCaller(
  request: { headers: Headers; url: string },
  project: { keys: ProjectKeys; issuer: string; now: Date },
): Promise<Identity> {
  const { keys } = project;
  const authorization = request.headers.get("authorization") ?? "";
  const bearer = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  const apikey =
    request.headers.get("apikey") ?? new URL(request.url).searchParams.get("apikey") ?? bearer;
  if (apikey === undefined || apikey === "") {
    return {
      kind: "refused",
      message: "No API key found in request",
      hint: "No `apikey` request header or url param was found.",
    };
  }
  const keyCaller = callerOfKey(keys, apikey);
  if (keyCaller === undefined) {
    return {
      kind: "refused",
      message: "Invalid API key",
      hint: "Double check your Supabase `anon` or `service_role` API key.",
    };
  }
  const viaSecretKey = apikey === keys.secretKey;
  if (authorization === "" || bearer === apikey)
    return { kind: "caller", caller: keyCaller, viaSecretKey };
  if (bearer === undefined) {
    const rejection = new TokenRejected("invalid", "Authorization is not a bearer token");
    return { kind: "rejected", rejection, viaSecretKey };
  }
  const bearerCaller = bearer.startsWith("sb_") ? undefined : callerOfKey(keys, bearer);
  if (bearerCaller !== undefined) return { kind: "caller", caller: bearerCaller, viaSecretKey };
  try {
    const claims = await verifyAccessToken(bearer, {
      signing: keys.signing,
      issuer: project.issuer,
      now: project.now,
    });
    return { kind: "caller", caller: { role: claims.role, claims }, viaSecretKey };
  } catch (error) {
    if (!(error instanceof TokenRejected)) throw error;
    return { kind: "rejected", rejection: error, viaSecretKey };
  }
}

function callerOfKey(keys: ProjectKeys, key: string): Caller | undefined {
  if (key === keys.anonKey || key === keys.publishableKey)
    return { role: "anon", claims: { role: "anon" } };
  if (key === keys.serviceKey || key === keys.secretKey) {
    return { role: "service_role", claims: { role: "service_role" } };
  }
  return undefined;
}

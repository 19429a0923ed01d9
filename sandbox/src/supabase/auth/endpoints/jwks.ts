import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";

/** `GET /.well-known/jwks.json`: the public half of the key that signs access tokens. */
export function jwks(c: AuthRequest, context: AuthContext): Response {
  c.header("cache-control", "public, max-age=600");
  return c.json({ keys: [context.signing.publicJwk] });
}

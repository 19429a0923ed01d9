import { SignJWT } from "jose";
import type { AuthContext } from "../AuthContext.ts";
import type { UserRow } from "../users/UserRow.ts";

/** A way a session was authenticated, as the claim `amr` lists it; the time in seconds. */
export interface AuthenticationMethod {
  readonly method: string;
  readonly timestamp: number;
}

/** Seconds an access token is valid, GoTrue's default. */
export const ACCESS_TOKEN_LIFETIME_S = 3600;

/** Signs an access token with GoTrue's full set of claims. */
export async function signAccessToken(
  context: AuthContext,
  user: UserRow,
  session: { id: string; amr: AuthenticationMethod[] },
): Promise<{ token: string; expiresAtS: number }> {
  const issuedAtS = Math.floor(context.now().getTime() / 1000);
  const expiresAtS = issuedAtS + ACCESS_TOKEN_LIFETIME_S;
  const token = await new SignJWT({
    email: user.email ?? "",
    phone: user.phone ?? "",
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    role: user.role ?? "",
    aal: "aal1",
    amr: session.amr,
    session_id: session.id,
    is_anonymous: user.is_anonymous,
  })
    .setProtectedHeader({ alg: "ES256", kid: context.signing.kid, typ: "JWT" })
    .setIssuer(context.issuer)
    .setSubject(user.id)
    .setAudience(user.aud ?? "authenticated")
    .setIssuedAt(issuedAtS)
    .setExpirationTime(expiresAtS)
    .sign(context.signing.privateKey);
  return { token, expiresAtS };
}

import type { Session } from "#shared/account";
import type { IssuedSession } from "../clients/supabase/authClient.ts";
import type { PublicContext } from "../http/context.ts";

/** Sets the session's cookies and answers who is in, without a token. */
export function startSession(context: PublicContext, issued: IssuedSession): Session {
  context.session.start(issued);
  return { user: issued.user, expires_at: issued.expiresAt };
}

import { type AuthUser, authUserSchema } from "#shared/account";
import { AppError } from "#shared/errors";
import {
  type AuthError,
  createClient,
  isAuthRetryableFetchError,
  isAuthSessionMissingError,
} from "@supabase/supabase-js";
import { STATELESS, type SupabaseSettings } from "./database.ts";

/** What Supabase Auth issued: it stays in HttpOnly cookies and in the Worker. */
export interface IssuedSession {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token lapses (Unix seconds). */
  readonly expiresAt: number;
  readonly user: AuthUser;
}

/** How far a sign-out reaches: this session, all of the person's, or all but this one. */
export type SignOutScope = "local" | "global" | "others";

/**
 * Supabase Auth for one caller. Every function throws AppError: by what Auth refused, or
 * `unavailable` where it does not answer.
 * @param ip the caller's address, which Auth counts its own limits by
 */
export function authClient(settings: SupabaseSettings, ip: string) {
  // Auth believes Sb-Forwarded-For only beside a secret key (supabase.com/docs, "IP address forwarding").
  const secret = settings.SUPABASE_SERVICE_ROLE_KEY.startsWith("sb_secret_");
  const connect = () =>
    createClient(
      settings.SUPABASE_URL,
      secret ? settings.SUPABASE_SERVICE_ROLE_KEY : settings.SUPABASE_ANON_KEY,
      { auth: STATELESS, global: { headers: { "Sb-Forwarded-For": ip } } },
    ).auth;

  return {
    /** Makes an account and its first session. */
    async signUp(given: {
      email: string;
      password: string;
      metadata: Record<string, string>;
    }): Promise<IssuedSession> {
      const { email, password, metadata } = given;
      return issued(await connect().signUp({ email, password, options: { data: metadata } }));
    },

    async signIn(email: string, password: string): Promise<IssuedSession> {
      return issued(await connect().signInWithPassword({ email, password }));
    },

    /** Rotates a refresh token. @throws AppError `not_signed_in` where the session has ended */
    async refresh(refreshToken: string): Promise<IssuedSession> {
      return issued(await connect().refreshSession({ refresh_token: refreshToken }));
    },

    /** The person behind an access token, as Auth knows them now. */
    async getUser(accessToken: string): Promise<AuthUser> {
      const { data, error } = await connect().getUser(accessToken);
      if (error !== null) throw authFailure(error);
      return authUserSchema.parse(data.user);
    },

    /** Sets the password of a session's person; the one they have already is no error. */
    async changePassword(session: IssuedSession, password: string): Promise<AuthUser> {
      const auth = connect();
      const opened = await auth.setSession({
        access_token: session.accessToken,
        refresh_token: session.refreshToken,
      });
      if (opened.error !== null) throw authFailure(opened.error);
      const { data, error } = await auth.updateUser({ password });
      if (error?.code === "same_password") return session.user;
      if (error !== null) throw authFailure(error);
      return authUserSchema.parse(data.user);
    },

    /** Ends sessions. An access token that Auth no longer knows is as good as signed out. */
    async signOut(accessToken: string, scope: SignOutScope): Promise<void> {
      const { error } = await connect().admin.signOut(accessToken, scope);
      if (error !== null && !isGone(error)) throw authFailure(error);
    },

    /** Starts a session by a recovery link's token. @throws AppError `link_spent` */
    async recover(tokenHash: string): Promise<IssuedSession> {
      return issued(await connect().verifyOtp({ type: "recovery", token_hash: tokenHash }));
    },
  };
}

/** Supabase Auth for one caller. */
export type AuthClient = ReturnType<typeof authClient>;

/**
 * Mints the token of a password reset, good for one hour. For the outbox only.
 * Null where the address has no account (any more).
 */
export async function mintRecoveryToken(
  settings: SupabaseSettings,
  email: string,
): Promise<string | null> {
  const service = createClient(settings.SUPABASE_URL, settings.SUPABASE_SERVICE_ROLE_KEY, {
    auth: STATELESS,
  });
  const { data, error } = await service.auth.admin.generateLink({ type: "recovery", email });
  if (error?.code === "user_not_found") return null;
  if (error !== null) throw authFailure(error);
  return data.properties.hashed_token;
}

function issued(result: {
  data: { session: { access_token: string; refresh_token: string; expires_at?: number } | null };
  error: AuthError | null;
}): IssuedSession {
  if (result.error !== null) throw authFailure(result.error);
  const { session } = result.data;
  if (session?.expires_at === undefined) {
    throw new AppError("internal", undefined, {
      cause: 'Supabase Auth issued no session: is "Confirm email" on?',
    });
  }
  return {
    accessToken: session.access_token,
    refreshToken: session.refresh_token,
    expiresAt: session.expires_at,
    user: authUserSchema.parse("user" in session ? session.user : null),
  };
}

function isGone(error: AuthError): boolean {
  return error.status === 401 || error.status === 403 || error.status === 404;
}

/** The product's error for one of Auth's codes (supabase.com/docs/guides/auth/debugging/error-codes). */
function authFailure(error: AuthError): AppError {
  if (isAuthRetryableFetchError(error)) {
    return new AppError("unavailable", undefined, { cause: error });
  }
  if (isAuthSessionMissingError(error)) {
    return new AppError("not_signed_in", undefined, { cause: error });
  }
  const code: string = error.code ?? "";
  switch (code) {
    case "invalid_credentials":
    case "user_banned":
      return new AppError("invalid_credentials");
    case "user_already_exists":
    case "email_exists":
      return new AppError("address_taken");
    case "weak_password":
      return new AppError("weak_password", error.message);
    case "otp_expired":
    case "otp_disabled":
      return new AppError("link_spent");
    case "over_request_rate_limit":
      return new AppError("rate_limited", undefined, { retryAfterSeconds: 60 });
    case "email_address_invalid":
    case "validation_failed":
      return new AppError("invalid_input", undefined, {
        cause: error,
        fields: [{ path: "email", message: "is not accepted" }],
      });
    case "refresh_token_not_found":
    case "refresh_token_already_used":
    case "session_not_found":
    case "session_expired":
    case "user_not_found":
    case "bad_jwt":
    case "no_authorization":
      return new AppError("not_signed_in", undefined, { cause: error });
    default:
      return new AppError("internal", undefined, { cause: error });
  }
}

import { AppError } from "#shared/errors";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type AuthClient, type IssuedSession } from "../clients/supabase/authClient.ts";
import { verifyAccessToken } from "../clients/supabase/verifyAccessToken.ts";
import type { Env } from "../env.ts";

/** A session that holds at this moment. */
export interface LiveSession {
  readonly userId: string;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** How long a session outlives its last use; browsers cap cookies at 400 days (RFC 6265bis). */
const COOKIE_MAX_AGE_S = 90 * 24 * 3600;

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 60_000;

/**
 * The session of one request: read from HttpOnly cookies, renewed when its access token is about to
 * lapse, written back as cookies. No page and no body ever holds a token.
 */
export class SessionCookies {
  readonly #context: Context;
  readonly #env: Env;
  readonly #auth: AuthClient;
  readonly #nowMs: number;
  #live: Promise<LiveSession | null> | undefined;

  constructor(context: Context, env: Env, auth: AuthClient, nowMs: number) {
    this.#context = context;
    this.#env = env;
    this.#auth = auth;
    this.#nowMs = nowMs;
  }

  /**
   * The live session, or null.
   * @throws AppError `unavailable` where that cannot be told now; nobody is signed out by an outage
   */
  live(): Promise<LiveSession | null> {
    this.#live ??= this.#read();
    return this.#live;
  }

  /** Renews the session though its token may still hold. @throws AppError `not_signed_in` */
  async renew(): Promise<IssuedSession> {
    const refreshToken = getCookie(this.#context, this.#name("refresh"));
    if (refreshToken === undefined) throw new AppError("not_signed_in");
    try {
      const session = await this.#auth.refresh(refreshToken);
      this.start(session);
      return session;
    } catch (error) {
      if (error instanceof AppError && error.code === "not_signed_in") this.end();
      throw error;
    }
  }

  /** Makes `session` this browser's. */
  start(session: IssuedSession): void {
    this.#write("access", session.accessToken);
    this.#write("refresh", session.refreshToken);
  }

  /** Forgets the session in this browser. */
  end(): void {
    for (const kind of ["access", "refresh"] as const) {
      deleteCookie(this.#context, this.#name(kind), { path: "/", secure: true });
    }
    this.#live = Promise.resolve(null);
  }

  async #read(): Promise<LiveSession | null> {
    const accessToken = getCookie(this.#context, this.#name("access"));
    const refreshToken = getCookie(this.#context, this.#name("refresh"));
    if (accessToken === undefined || refreshToken === undefined) return null;

    const claims = await verifyAccessToken(this.#env, accessToken, this.#nowMs);
    if (claims === "forged") return null;
    if (claims !== "lapsed" && claims.expiresAt * 1000 - this.#nowMs > RENEW_BEFORE_MS) {
      return { userId: claims.userId, sessionId: claims.sessionId, accessToken, refreshToken };
    }

    // Parallel requests all come here with one refresh token: Auth answers each with the same new
    // session for ten seconds (`refresh_token_reuse_interval`), so they need not wait for each other.
    try {
      const renewed = await this.renew();
      const fresh = await verifyAccessToken(this.#env, renewed.accessToken, this.#nowMs);
      if (typeof fresh === "string") return null;
      const { userId, sessionId } = fresh;
      const { accessToken: access, refreshToken: refresh } = renewed;
      return { userId, sessionId, accessToken: access, refreshToken: refresh };
    } catch (error) {
      if (error instanceof AppError && error.code === "not_signed_in") return null;
      throw error;
    }
  }

  #write(kind: "access" | "refresh", token: string): void {
    setCookie(this.#context, this.#name(kind), token, {
      path: "/",
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
      maxAge: COOKIE_MAX_AGE_S,
    });
  }

  /** `__Host-` keeps other hosts of the domain from setting it; browsers take it on https alone. */
  #name(kind: "access" | "refresh"): string {
    const prefix = this.#env.APP_ORIGIN.startsWith("https:") ? "__Host-" : "";
    return `${prefix}salespulse-${kind}`;
  }
}

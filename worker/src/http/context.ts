import type { Me } from "#shared/account";
import type { Role } from "#shared/roles";
import type { Database } from "../clients/supabase/database.ts";
import type { Env } from "../env.ts";
import type { SessionCookies } from "./SessionCookies.ts";

/** What any work for a request needs. */
export interface WorkContext {
  readonly env: Env;
  /** Lets work go on after the answer; its failure is logged. */
  background(work: Promise<unknown>): void;
}

/** What every handler gets. */
export interface PublicContext extends WorkContext {
  /** The caller's address, as Cloudflare saw it. */
  readonly ip: string;
  readonly session: SessionCookies;
}

/** What the handler of an endpoint for signed-in people gets. */
export interface SignedInContext extends PublicContext {
  readonly userId: string;
  readonly sessionId: string;
  readonly accessToken: string;
  /** Supabase with the caller's own rights. */
  readonly db: Database;
}

/** What the handler of an endpoint for members gets. */
export interface MemberContext extends SignedInContext {
  readonly me: Me;
  readonly organizationId: string;
  readonly role: Role;
}

/** What the handler of an endpoint for operators gets: policies ask again whether they are one. */
export interface OperatorContext extends SignedInContext {
  readonly me: Me;
}

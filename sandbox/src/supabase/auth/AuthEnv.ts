import type { Context } from "hono";
import type { Identity } from "../gateway/identifyCaller.ts";

/** What the gateway hands to the Auth server with a request. */
export interface AuthEnv {
  Variables: {
    identity: Identity;
    /** IP address of the client, or what a caller with the secret key says it is. */
    clientAddress: string;
  };
}

export type AuthRequest = Context<AuthEnv>;

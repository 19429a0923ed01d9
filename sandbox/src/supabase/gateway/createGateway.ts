import type { HttpBindings } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { AuthEnv } from "../auth/AuthEnv.ts";
import type { Caller } from "../Caller.ts";
import type { RestEnv } from "../rest/RestRequest.ts";
import { identifyCaller, type Identity } from "./identifyCaller.ts";
import type { ProjectKeys } from "./loadProjectKeys.ts";

/** What the gateway sets before a service sees a request. */
export interface GatewayEnv {
  Variables: AuthEnv["Variables"] & { caller: Caller };
}

/** The services behind the gateway, each an app of its own. */
export interface GatewayServices {
  readonly auth: Hono<AuthEnv>;
  readonly rest: Hono<RestEnv>;
  readonly storage: Hono<GatewayEnv>;
}

/** Routes of Auth that need no key, because links and other servers call them. */
const OPEN_AUTH_PATHS = new Set(["/auth/v1/verify", "/auth/v1/.well-known/jwks.json"]);
/** Routes of Storage that need none either: their URLs carry their right, or the bucket is public. */
const OPEN_STORAGE_READ = /^\/storage\/v1\/object\/(?:public|sign)\/[^/]+\/./;
const OPEN_STORAGE_PUT = /^\/storage\/v1\/object\/upload\/sign\/[^/]+\/./;

const EXPOSED_HEADERS = [
  "Content-Encoding",
  "Content-Location",
  "Content-Range",
  "Location",
  "Link",
  "Range-Unit",
  "X-Total-Count",
  "X-Supabase-Api-Version",
];

/**
 * The door of the Supabase API, as hosted: `/auth/v1`, `/rest/v1`, `/storage/v1`, open to every origin, for
 * whoever has one of the project's keys. Who the caller is, is proved here once for all services.
 */
export function createGateway(options: {
  keys: ProjectKeys;
  issuer: string;
  services: GatewayServices;
  now: () => Date;
}): Hono<GatewayEnv> {
  const { keys, issuer, services, now } = options;
  const app = new Hono<GatewayEnv>();
  app.use(
    cors({ origin: "*", exposeHeaders: EXPOSED_HEADERS, maxAge: 3600, allowMethods: METHODS }),
  );
  app.use(closeAfterUnreadBody);
  app.use(async (c, next) => {
    const identity = await identifyCaller(c.req.raw, { keys, issuer, now: now() });
    c.set("identity", identity);
    c.set("clientAddress", clientAddress(c, identity));
    await next();
  });

  app.use(
    "/auth/v1/*",
    requireKey((c) => OPEN_AUTH_PATHS.has(c.req.path)),
  );
  app.route("/auth/v1", services.auth);

  app.use("/rest/v1/*", requireKey(), requireGoodToken(rejectAtRest));
  app.route("/rest/v1", services.rest);

  app.use(
    "/storage/v1/*",
    requireKey((c) => isOpenStorage(c)),
    requireGoodToken(rejectAtStorage, isOpenStorage),
  );
  app.route("/storage/v1", services.storage);

  app.notFound((c) => c.json({ message: "no Route matched with those values" }, 404));
  return app;
}

const METHODS = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE", "OPTIONS"];

/**
 * The server gives an unread body half a second to arrive and then destroys the socket, on which the client may
 * have sent its next request by then: tell it not to.
 */
const closeAfterUnreadBody: MiddlewareHandler<GatewayEnv & { Bindings: HttpBindings }> = async (
  c,
  next,
) => {
  await next();
  const { headers, readableEnded } = c.env.incoming;
  const hasBody =
    headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  if (hasBody && !readableEnded) c.header("connection", "close");
};

type GatewayContext = Context<GatewayEnv>;

function isOpenStorage(c: GatewayContext): boolean {
  const { method, path } = c.req;
  if (method === "GET" || method === "HEAD") return OPEN_STORAGE_READ.test(path);
  return method === "PUT" && OPEN_STORAGE_PUT.test(path);
}

function requireKey(isOpen?: (c: GatewayContext) => boolean): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const identity = c.get("identity");
    if (identity.kind === "refused" && isOpen?.(c) !== true) {
      return c.json({ message: identity.message, hint: identity.hint }, 401);
    }
    return next();
  };
}

function requireGoodToken(
  reject: (c: GatewayContext, identity: Identity & { kind: "rejected" }) => Response,
  isOpen?: (c: GatewayContext) => boolean,
): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const identity = c.get("identity");
    if (isOpen?.(c) === true) c.set("caller", { role: "anon", claims: { role: "anon" } });
    else if (identity.kind === "rejected") return reject(c, identity);
    else if (identity.kind === "caller") c.set("caller", identity.caller);
    return next();
  };
}

/** PostgREST's answer: PGRST303 for a token whose time is over, PGRST301 for one that is none of ours. */
function rejectAtRest(c: GatewayContext, identity: Identity & { kind: "rejected" }): Response {
  const { reason, message } = identity.rejection;
  c.header(
    "www-authenticate",
    `Bearer error="invalid_token", error_description=${JSON.stringify(message)}`,
  );
  const code = reason === "expired" ? "PGRST303" : "PGRST301";
  return c.json({ code, details: null, hint: null, message }, 401);
}

function rejectAtStorage(c: GatewayContext, identity: Identity & { kind: "rejected" }): Response {
  const { reason, message } = identity.rejection;
  const text = reason === "expired" ? '"exp" claim timestamp check failed' : message;
  return c.json({ statusCode: "403", error: "Unauthorized", message: text }, 401);
}

/** Supabase takes `Sb-Forwarded-For` from callers with the secret key alone, so that nobody else can pose as many. */
function clientAddress(c: GatewayContext, identity: Identity): string {
  const own = getConnInfo(c).remote.address ?? "127.0.0.1";
  if (identity.kind === "refused" || !identity.viaSecretKey) return own;
  const forwarded = c.req.header("sb-forwarded-for")?.split(",")[0]?.trim() ?? "";
  return /^[\da-f.:]{2,45}$/i.test(forwarded) ? forwarded : own;
}

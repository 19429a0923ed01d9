import {
  type Answer,
  api,
  type Api,
  type Endpoint,
  type EndpointName,
  type Parsed,
} from "#shared/api";
import { AppError } from "#shared/errors";
import { hasRole } from "#shared/roles";
import type { Context, Hono } from "hono";
import { userDatabase } from "../clients/supabase/database.ts";
import { authClient } from "../clients/supabase/authClient.ts";
import type { Bindings } from "../env.ts";
import type { MemberContext, OperatorContext, PublicContext, SignedInContext } from "./context.ts";
import { pokeHub, pokeHubs } from "./liveLine.ts";
import { readInput } from "./readInput.ts";
import { readMe } from "./readMe.ts";
import { SessionCookies } from "./SessionCookies.ts";
import { workContext } from "./workContext.ts";

/** Hono's types for this Worker: bindings as they come, and the request's id. */
export interface HonoTypes {
  Bindings: Bindings;
  Variables: { requestId: string };
}

type ContextOf<E extends Endpoint> = E["access"] extends "public"
  ? PublicContext
  : E["access"] extends "signedIn"
    ? SignedInContext
    : E["access"] extends "operator"
      ? OperatorContext
      : MemberContext;

/** A handler for every endpoint of the table; a missing one, or a wrong field, does not compile. */
export type Handlers = {
  readonly [N in EndpointName]: (
    context: ContextOf<Api[N]>,
    input: Parsed<Api[N]>,
  ) => Promise<Answer<Api[N]>>;
};

type AnyHandler = (context: PublicContext, input: object) => Promise<unknown>;

/** Mounts the handlers on the API table: parse, authorise, answer. */
export function mountApi(app: Hono<HonoTypes>, handlers: Handlers): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each handler is tied to its endpoint above; a loop over all of them cannot express that
  const untied = handlers as unknown as Readonly<Record<string, AnyHandler>>;
  for (const [name, endpoint] of Object.entries<Endpoint>(api)) {
    const handler = untied[name];
    if (handler === undefined) throw new Error(`The endpoint ${name} has no handler.`);
    app.on(endpoint.method, endpoint.path, async (context) => {
      const caller = await authorise(endpoint, context);
      const input = await readInput(endpoint, context.req.raw, context.req.param());
      const given = await handler(caller, input);
      const answer = given instanceof Response ? given : context.json(endpoint.answer.parse(given));
      if (endpoint.method !== "GET" && endpoint.quiet !== true) passOn(caller);
      return answer;
    });
  }
  for (const path of new Set(Object.values(api).map((endpoint) => endpoint.path))) {
    app.all(path, () => {
      throw new AppError("method_not_allowed");
    });
  }
}

/** What the caller changed reaches the screens it concerns. */
function passOn(caller: PublicContext | OperatorContext | MemberContext): void {
  if ("organizationId" in caller) caller.background(pokeHub(caller.env, caller.organizationId));
  else if ("me" in caller) caller.background(pokeHubs(caller.env));
}

/** The context an endpoint's handler gets. @throws AppError where the caller may not call it */
async function authorise(
  endpoint: Endpoint,
  context: Context<HonoTypes>,
): Promise<PublicContext | SignedInContext | OperatorContext | MemberContext> {
  const work = workContext(context.env, context.executionCtx);
  const { env } = work;
  const ip = context.req.header("cf-connecting-ip") ?? "unknown";
  const session = new SessionCookies(context, env, authClient(env, ip), Date.now());
  const open: PublicContext = { ...work, ip, session };
  if (endpoint.access === "public") return open;

  const live = await session.live();
  if (live === null) throw new AppError("not_signed_in");
  const { userId, sessionId, accessToken } = live;
  const signedIn: SignedInContext = {
    ...open,
    userId,
    sessionId,
    accessToken,
    db: userDatabase(env, accessToken),
  };
  if (endpoint.access === "signedIn") return signedIn;

  const me = await readMe(signedIn.db, userId);
  if (endpoint.access === "operator") {
    if (!me.user.isOperator) throw new AppError("forbidden");
    return { ...signedIn, me };
  }
  if (me.membership === null) throw new AppError("no_organization");
  const { role, organization } = me.membership;
  if (!hasRole(role, endpoint.access)) throw new AppError("forbidden");
  if (endpoint.proven === true && !me.user.addressProven) throw new AppError("address_unproven");
  return { ...signedIn, me, role, organizationId: organization.id };
}

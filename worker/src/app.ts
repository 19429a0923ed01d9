import { AppError } from "#shared/errors";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { readEnv } from "./env.ts";
import { answerError } from "./http/answerError.ts";
import { discardBody } from "./http/discardBody.ts";
import { flagMessageSchema } from "./http/flagMessageSchema.ts";
import { guardOrigin } from "./http/guardOrigin.ts";
import { type Handlers, type HonoTypes, mountApi } from "./http/mountApi.ts";
import { processFlagMessage } from "./http/processFlagMessage.ts";
import type { WebhookProcessors } from "./http/WebhookProcessor.ts";
import { workContext } from "./http/workContext.ts";
import * as audit from "./audit/handlers.ts";
import * as auth from "./auth/handlers.ts";
import * as billing from "./billing/handlers.ts";
import { processStripeMessage } from "./billing/processStripeMessage.ts";
import { receiveStripeEvent } from "./billing/receiveStripeEvent.ts";
import * as calls from "./calls/handlers.ts";
import * as deliveries from "./deliveries/handlers.ts";
import * as dialing from "./dialing/handlers.ts";
import * as doNotCall from "./doNotCall/handlers.ts";
import * as flags from "./flags/handlers.ts";
import { receiveFlagMessage } from "./flags/receiveFlagMessage.ts";
import * as jobs from "./jobs/handlers.ts";
import * as leads from "./leads/handlers.ts";
import * as members from "./members/handlers.ts";
import * as organization from "./organization/handlers.ts";
import * as playbook from "./playbook/handlers.ts";
import * as realtime from "./realtime/handlers.ts";
import { openLine } from "./realtime/openLine.ts";
import * as service from "./service/handlers.ts";
import * as tasks from "./tasks/handlers.ts";
import * as views from "./views/handlers.ts";

/** Who works on a webhook's message when it is tried again: a line a source. */
const webhookProcessors: WebhookProcessors = new Map([
  [
    "feature_flags",
    (context, id, payload) => processFlagMessage(context, id, flagMessageSchema.parse(payload)),
  ],
  ["stripe", processStripeMessage],
]);

const handlers: Handlers = {
  health: () => Promise.resolve({ ok: true }),
  ...auth.handlers,
  ...organization.handlers,
  ...members.handlers,
  ...audit.handlers,
  ...leads.handlers,
  ...views.handlers,
  ...doNotCall.handlers,
  ...playbook.handlers,
  ...tasks.handlers,
  ...calls.handlers,
  ...dialing.handlers,
  ...realtime.handlers,
  ...flags.handlers,
  ...jobs.handlers,
  ...service.handlers,
  ...billing.handlers,
  ...deliveries.createHandlers(webhookProcessors),
};

/** The Worker's routes: the API table, and nothing that the table does not name. */
export function createApp(): Hono<HonoTypes> {
  const app = new Hono<HonoTypes>();

  // Before all that touches answers: a copy of this one would have no socket.
  app.get("/api/live/:organizationId", (context) => {
    context.set("requestId", crypto.randomUUID());
    return openLine(context.req.raw, readEnv(context.env), context.req.param("organizationId"));
  });
  app.use(async (context, next) => {
    context.set("requestId", crypto.randomUUID());
    await next();
    await discardBody(context.req.raw);
    context.header("x-request-id", context.get("requestId"));
    context.header("cache-control", "no-store");
  });
  app.use(secureHeaders());
  // Before the guard: its senders are no pages, and are known by their signature.
  app.post("/api/webhooks/feature-flags", (context) =>
    receiveFlagMessage(workContext(context.env, context.executionCtx), context.req.raw),
  );
  app.post("/api/webhooks/stripe", (context) =>
    receiveStripeEvent(workContext(context.env, context.executionCtx), context.req.raw),
  );
  app.use((context, next) => guardOrigin(readEnv(context.env).APP_ORIGIN)(context, next));

  mountApi(app, handlers);

  app.notFound((context) => answerError(new AppError("not_found"), context.get("requestId")));
  app.onError((error, context) => answerError(error, context.get("requestId")));
  return app;
}

import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { acceptMessage } from "./acceptMessage.ts";
import type { MailgunContext } from "./MailgunContext.ts";
import { readForm } from "./readForm.ts";
import type { WeatherStep } from "./Weather.ts";

/** `POST /messages`: checks, keeps and acknowledges a message, in whatever weather was asked for. */
export function messageRoutes(context: MailgunContext): Hono<{ Bindings: HttpBindings }> {
  const { weather } = context;
  return new Hono<{ Bindings: HttpBindings }>().post("/messages", async (c) => {
    const form = await readForm(c);
    const step: WeatherStep | undefined = weather.next.shift();
    const cutConnection = (): Response => {
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    };
    if (step?.kind === "drop-request") return cutConnection();
    if (step?.kind === "delay") {
      await wait(step.delayMs, undefined, { signal: context.stopping }).catch(() => {});
      if (context.stopping.aborted) return cutConnection();
    }
    if (step?.kind === "status" && !step.accepted) return refuse(step);
    const { message, attachmentBytes } = await acceptMessage({
      form,
      domain: context.domain,
      templates: context.templates,
      nowMs: context.messages.nextMs,
      bounces: weather.bounces,
    });
    context.messages.add(message, attachmentBytes);
    context.log(`accepted "${message.subject}" for ${message.recipients.join(", ")}`);
    if (step?.kind === "drop-answer") return cutConnection();
    if (step?.kind === "status") return refuse(step);
    return c.json({ id: `<${message.messageId}>`, message: "Queued. Thank you." });
  });
}

function refuse(step: Extract<WeatherStep, { kind: "status" }>): Response {
  const message = step.status === 429 ? "Too many requests" : "Internal Server Error";
  return Response.json(
    { message },
    {
      status: step.status,
      ...(step.retryAfterSeconds === undefined
        ? {}
        : { headers: { "retry-after": String(step.retryAfterSeconds) } }),
    },
  );
}

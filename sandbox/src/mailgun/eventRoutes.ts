import { Hono } from "hono";
import { eventsOf } from "./eventsOf.ts";
import {
  decodePage,
  encodePage,
  type EventsQuery,
  listEvents,
  parseEventsQuery,
} from "./listEvents.ts";
import type { MailgunContext } from "./MailgunContext.ts";

/** `GET /events` and its pages. An event shows up only after the weather's lag, as the real ones do. */
export function eventRoutes(context: MailgunContext): Hono {
  const answer = (base: string, query: EventsQuery) => {
    const visibleUntilMs = context.messages.nowMs - context.weather.eventsLagMs;
    const events = context.messages.all
      .filter((message) => message.createdAtMs <= visibleUntilMs)
      .flatMap((message) => eventsOf(message, visibleUntilMs));
    const page = listEvents(events, query);
    const url = (target: EventsQuery) => `${base}/${encodePage(target)}`;
    return {
      items: page.items,
      paging: {
        next: url(page.next),
        previous: url(page.previous),
        first: url({ ...query, cursor: null }),
        last: url({ ...query, cursor: lastCursor(query) }),
      },
    };
  };
  return new Hono()
    .get("/events", (c) => {
      const url = new URL(c.req.url);
      const query = parseEventsQuery(url.searchParams, context.messages.nowMs);
      return c.json(answer(`${url.origin}${url.pathname}`, query));
    })
    .get("/events/:page", (c) => {
      const url = new URL(c.req.url);
      const base = `${url.origin}${url.pathname.slice(0, url.pathname.lastIndexOf("/"))}`;
      return c.json(answer(base, decodePage(c.req.param("page"))));
    });
}

function lastCursor(query: EventsQuery): EventsQuery["cursor"] {
  const beyond = query.ascending ? Number.MAX_VALUE : -Number.MAX_VALUE;
  return { timestamp: beyond, id: "", side: "before" };
}

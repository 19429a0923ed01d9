import { z } from "zod";
import type { MailgunEvent } from "./eventsOf.ts";
import { MailgunError } from "./MailgunError.ts";
import { matchesFilter } from "./matchesFilter.ts";

const filterNames = [
  "event",
  "recipient",
  "recipients",
  "message-id",
  "tags",
  "from",
  "to",
  "subject",
  "size",
  "severity",
  "attachment",
  "list",
] as const;

/** Mailgun: "The number of entries to return (300 max)". */
const MAX_LIMIT = 300;

const querySchema = z.object({
  filters: z.array(z.tuple([z.enum(filterNames), z.string()])),
  beginSeconds: z.number(),
  endSeconds: z.number().nullable(),
  ascending: z.boolean(),
  limit: z.int().min(1).max(MAX_LIMIT),
  /** Where the page starts: after (or before) this event in the direction of the traversal. */
  cursor: z
    .object({ timestamp: z.number(), id: z.string(), side: z.enum(["after", "before"]) })
    .nullable(),
});

export type EventsQuery = z.infer<typeof querySchema>;

/** Reads the parameters of `GET /v3/{domain}/events`; throws a MailgunError for what it cannot mean. */
export function parseEventsQuery(search: URLSearchParams, nowMs: number): EventsQuery {
  const filters: EventsQuery["filters"] = [];
  for (const [name, value] of search) {
    if (["begin", "end", "ascending", "limit", "pretty"].includes(name)) continue;
    const known = filterNames.find((filter) => filter === name);
    if (!known) throw new MailgunError(400, `unknown filter '${name}'`);
    filters.push([known, value]);
  }
  const begin = readTime(search, "begin");
  const end = readTime(search, "end");
  const given = search.get("ascending");
  if (given !== null && !/^(yes|no)$/.test(given)) {
    throw new MailgunError(400, "ascending must be 'yes' or 'no'");
  }
  // One more millisecond: events carry fractions of the current one.
  const beginSeconds = begin ?? (nowMs + 1) / 1000;
  const ascending = given === null ? end !== null && end >= beginSeconds : given === "yes";
  if (end !== null && end !== beginSeconds && ascending !== end > beginSeconds) {
    throw new MailgunError(400, "ascending contradicts the order of begin and end");
  }
  const limit = Number(search.get("limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new MailgunError(400, "limit must be a whole number from 1");
  }
  return {
    filters,
    beginSeconds,
    endSeconds: end,
    ascending,
    limit: Math.min(limit, MAX_LIMIT),
    cursor: null,
  };
}

/** Reads a page's token as made by `encodePage`; throws a 400 for any other text. */
export function decodePage(token: string): EventsQuery {
  try {
    return querySchema.parse(JSON.parse(Buffer.from(token, "base64url").toString("utf8")));
  } catch {
    throw new MailgunError(400, "Invalid page");
  }
}

export function encodePage(query: EventsQuery): string {
  return Buffer.from(JSON.stringify(query)).toString("base64url");
}

/**
 * One page of the events and the queries of its neighbours. An empty page keeps its place, so that `next` can be
 * asked again for what happens later ("event polling").
 */
export function listEvents(
  events: readonly MailgunEvent[],
  query: EventsQuery,
): { items: MailgunEvent[]; next: EventsQuery; previous: EventsQuery } {
  const direction = query.ascending ? 1 : -1;
  const inOrder = events
    .filter((event) => isInRange(event, query) && matchesAll(event, query))
    .toSorted((a, b) => direction * compare(a, b));
  const { cursor } = query;
  let items: MailgunEvent[];
  if (cursor?.side === "before") {
    const before = inOrder.filter((event) => direction * compare(event, cursor) < 0);
    items = before.slice(-query.limit);
  } else {
    const after = inOrder.filter((event) => !cursor || direction * compare(event, cursor) > 0);
    items = after.slice(0, query.limit);
  }
  return {
    items,
    next: { ...query, cursor: place(items.at(-1), "after") ?? cursor },
    previous: { ...query, cursor: place(items[0], "before") ?? cursor },
  };
}

function place(event: MailgunEvent | undefined, side: "after" | "before"): EventsQuery["cursor"] {
  return event ? { timestamp: event.timestamp, id: event.id, side } : null;
}

function compare(
  a: { timestamp: number; id: string },
  b: { timestamp: number; id: string },
): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function isInRange(event: MailgunEvent, query: EventsQuery): boolean {
  const { beginSeconds, endSeconds, ascending } = query;
  const from = ascending ? beginSeconds : (endSeconds ?? -Infinity);
  const to = ascending ? (endSeconds ?? Infinity) : beginSeconds;
  return event.timestamp >= from && event.timestamp <= to;
}

const messageSchema = z.object({
  headers: z.record(z.string(), z.string()),
  attachments: z.array(z.object({ filename: z.string() })),
  size: z.number(),
});

function matchesAll(event: MailgunEvent, query: EventsQuery): boolean {
  return query.filters.every(([name, expression]) =>
    matchesFilter(expression, valuesOf(event, name)),
  );
}

function valuesOf(event: MailgunEvent, name: (typeof filterNames)[number]): (string | number)[] {
  const message = messageSchema.parse(event["message"]);
  switch (name) {
    case "event":
      return [event.event];
    case "recipient":
    case "recipients":
      return [event.recipient];
    case "message-id":
    case "from":
    case "to":
    case "subject":
      return [message.headers[name] ?? ""];
    case "tags":
      return z.array(z.string()).parse(event["tags"]);
    case "severity":
      return typeof event["severity"] === "string" ? [event["severity"]] : [];
    case "attachment":
      return message.attachments.map((file) => file.filename);
    case "size":
      return [message.size];
    case "list":
      return [];
    default:
      return name satisfies never;
  }
}

function readTime(search: URLSearchParams, name: "begin" | "end"): number | null {
  const value = search.get(name);
  if (value === null) return null;
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Date.parse(value) / 1000;
  if (!Number.isFinite(seconds)) throw new MailgunError(400, `${name} is not a valid time`);
  return seconds;
}

import { DurableObject } from "cloudflare:workers";
import { roleSchema } from "#shared/roles";
import {
  comparePositions,
  LIVE_PROTOCOL,
  type LiveEvent,
  type LiveMessage,
  liveHelloSchema,
  livePositionSchema,
  type StoredLiveEvent,
} from "#shared/live";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";
import { type Bindings, type LineHolder, type LiveHubRpc, readEnv } from "../env.ts";
import { listener } from "../http/liveLine.ts";
import { mayHear } from "./mayHear.ts";
import { offeredProtocols } from "./offeredProtocols.ts";
import { type LivePage, readLiveEvents } from "./readLiveEvents.ts";
import { Tickets } from "./Tickets.ts";

/** How many events are read at once. */
const PAGE = 500;
/** How many pages are read for whoever is furthest behind: then they look at everything anew, and nobody waits for them. */
const MOST_PAGES = 60;
/** Waits until what does not count yet is looked at again (ms); the last one repeats. */
const LOOK_AGAIN_MS = [10, 20, 40, 80, 160, 320, 640, 1_000];
/** Then whatever still waits is left to the schedule (ms). */
const STOP_LOOKING_MS = 90_000;
/** A line stands so long at most (ms): opening the next one asks anew who its holder is. */
const LONGEST_LINE_MS = 8 * 3_600_000;

/** So many lines one person may have open, in windows and on computers; the oldest goes for another. */
const MOST_LINES = 20;

/** Why a line is closed, as its desktop sees it (RFC 6455, section 7.4.2: 4000 to 4999 are ours). */
const BAD_MESSAGE = 4400;
const SESSION_ENDED = 4401;
const GROWN_OLD = 4408;
const TOO_MANY = 4429;
/** Of the IANA registry of close codes. */
const TRY_AGAIN_LATER = 1013;

/** What a socket carries through hibernation. */
const lineSchema = z.object({
  organizationId: z.uuid(),
  userId: z.uuid(),
  sessionId: z.uuid(),
  role: roleSchema,
  /** `waiting` for its hello, `beginning` behind a place, or standing at one. */
  state: z.enum(["waiting", "beginning", "standing"]),
  position: livePositionSchema.nullable(),
  openedAtMs: z.number(),
  /** How many pages were read for it, as the one furthest behind, since all was read. */
  pagesBehind: z.int(),
});
type Line = z.infer<typeof lineSchema>;
const holderSchema = z.object({ session_id: z.uuid(), role: roleSchema });

interface OpenLine {
  readonly socket: WebSocket;
  readonly line: Line;
  /** What is told it with the rest of the page: each frame costs as much as many events. */
  readonly untold: LiveEvent[];
}

/**
 * Holds the live lines of one organisation. Each line carries its own place; the hub reads from the one that is
 * furthest behind and gives each what lies behind its own, so a line that comes back and one that never left are
 * served alike. Nothing is kept here but tickets: losing this object loses nothing.
 */
export class LiveHub extends DurableObject<Bindings> implements LiveHubRpc {
  readonly #tickets = new Tickets(this.ctx.storage);
  #isPassing = false;
  #pokedMeanwhile = false;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    // Answered without waking the object: idle lines cost nothing.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  async issueTicket(holder: LineHolder) {
    return this.#tickets.issue(holder, Date.now());
  }

  override async fetch(request: Request): Promise<Response> {
    const { ticket } = offeredProtocols(request);
    const holder = ticket === null ? null : await this.#tickets.take(ticket, Date.now());
    if (holder === null) return new Response(null, { status: 401 });
    const isFirst = !this.ctx.getWebSockets().some(isOpen);
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [holder.userId]);
    keep(server, {
      ...holder,
      state: "waiting",
      position: null,
      openedAtMs: Date.now(),
      pagesBehind: 0,
    });
    const theirs = this.ctx.getWebSockets(holder.userId).filter(isOpen);
    const oldest = theirs.toSorted((a, b) => lineOf(a).openedAtMs - lineOf(b).openedAtMs);
    for (const socket of oldest.slice(0, -MOST_LINES)) socket.close(TOO_MANY, "too many lines");
    if (isFirst) {
      try {
        await this.#begin(holder.organizationId);
      } catch (error) {
        // Its desktop never gets it: left open, it would be taken for the first.
        server.close(TRY_AGAIN_LATER, "try again later");
        throw error;
      }
    }
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { "sec-websocket-protocol": LIVE_PROTOCOL },
    });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const line = lineOf(socket);
    const hello =
      typeof message === "string" ? liveHelloSchema.safeParse(parseJson(message)) : null;
    if (line.state !== "waiting" || !hello?.success) {
      socket.close(BAD_MESSAGE, "not understood");
      return;
    }
    keep(socket, { ...line, state: "beginning", position: hello.data.after });
    await this.poke();
  }

  override async webSocketClose(socket: WebSocket, code: number, reason: string): Promise<void> {
    // 1005 and 1006 say that there was no code; they cannot be sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code, reason);
    await this.#restIfEmpty(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#restIfEmpty(socket);
  }

  /** Closes lines that have stood long enough. */
  override async alarm(): Promise<void> {
    let next: number | undefined;
    for (const socket of this.ctx.getWebSockets()) {
      const endsMs = lineOf(socket).openedAtMs + LONGEST_LINE_MS;
      if (endsMs <= Date.now()) socket.close(GROWN_OLD, "open another");
      else next = Math.min(next ?? endsMs, endsMs);
    }
    if (next !== undefined) await this.ctx.storage.setAlarm(next);
  }

  async poke(): Promise<void> {
    this.#pokedMeanwhile = true;
    if (this.#isPassing) return;
    this.#isPassing = true;
    try {
      await this.#passOnAll();
    } catch (error) {
      // Those that stand hear of it with the next poke; those that begin are not left without an answer.
      for (const { socket, line } of this.#lines())
        if (line.state === "beginning") socket.close(TRY_AGAIN_LATER, "try again later");
      throw error;
    } finally {
      this.#isPassing = false;
    }
  }

  async #passOnAll(): Promise<void> {
    const began = Date.now();
    let looks = 0;
    do {
      this.#pokedMeanwhile = false;
      const waits = await this.#passOn();
      if (!waits || Date.now() - began > STOP_LOOKING_MS) looks = 0;
      else {
        const ms = LOOK_AGAIN_MS[Math.min(looks, LOOK_AGAIN_MS.length - 1)];
        looks += 1;
        await new Promise((resolve) => setTimeout(resolve, ms));
        this.#pokedMeanwhile = true;
      }
    } while (this.#pokedMeanwhile);
  }

  /** Gives every line what lies behind its place; answers whether some events do not count yet. */
  async #passOn(): Promise<boolean> {
    for (;;) {
      const lines = this.#lines();
      if (lines.length === 0) return false;
      const from = furthestBehind(lines);
      const last = lines.filter(({ line }) => from !== null && line.position === from);
      const tooFar = last.filter(({ line }) => line.pagesBehind >= MOST_PAGES);
      if (tooFar.length > 0) {
        await this.#skip(tooFar);
        continue;
      }
      const page = await readLiveEvents(readEnv(this.env), organizationOf(lines), from, PAGE);
      const isWhole = page.events.length < PAGE;
      for (const { line } of isWhole ? lines : last)
        line.pagesBehind = isWhole ? 0 : line.pagesBehind + 1;
      // After the page was read: what changed before that it may not tell, and what changes later it will.
      await this.#lookAtHolders(lines.filter(({ line }) => line.state === "beginning"));
      for (const open of lines) welcome(open, from, page, isWhole);
      for (const event of page.events) {
        if (event.kind === "member" || event.kind === "session")
          await this.#lookAtHolders(
            lines.filter(({ line: { userId, sessionId } }) =>
              [userId, sessionId].includes(event.entityId ?? ""),
            ),
          );
        for (const open of lines) pass(event, open);
      }
      for (const { socket, line, untold } of lines) {
        if (untold.length > 0 && isOpen(socket)) tell(socket, { kind: "events", events: untold });
        if (line.position !== null && comparePositions(line.position, page.position) < 0)
          line.position = page.position;
        keep(socket, line);
      }
      if (isWhole && !page.missed) return page.waits;
    }
  }

  /** Lets lines stand where all has been read, and tells them that they missed something. */
  async #skip(lines: readonly OpenLine[]): Promise<void> {
    const { position } = await readLiveEvents(readEnv(this.env), organizationOf(lines), null, PAGE);
    await this.#lookAtHolders(lines);
    for (const { socket, line } of lines) {
      if (!isOpen(socket)) continue;
      line.state = "standing";
      line.position = position;
      line.pagesBehind = 0;
      keep(socket, line);
      tell(socket, { kind: "welcome", position, missed: true });
    }
  }

  /** Lets lines hear as what their holders are now, and closes those of holders who have gone or signed out. */
  async #lookAtHolders(lines: readonly OpenLine[]): Promise<void> {
    if (lines.length === 0) return;
    const result = await serviceDatabase(readEnv(this.env)).rpc("live_holders", {
      organization: organizationOf(lines),
      sessions: lines.map(({ line }) => line.sessionId),
    });
    const holders = new Map(
      parseRows(result, holderSchema).map((holder) => [holder.session_id, holder.role]),
    );
    for (const { socket, line } of lines) {
      const role = holders.get(line.sessionId);
      if (role === undefined) socket.close(SESSION_ENDED, "signed out, or no member any more");
      else line.role = role;
    }
  }

  /** The lines whose desktops have said hello. */
  #lines(): OpenLine[] {
    return this.ctx
      .getWebSockets()
      .map((socket) => ({ socket, line: lineOf(socket), untold: [] }))
      .filter(({ socket, line }) => line.state !== "waiting" && isOpen(socket));
  }

  /** The first line is open: whoever hears of changes elsewhere passes them on to here. */
  async #begin(organizationId: string): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now() + LONGEST_LINE_MS);
    await listener(readEnv(this.env)).register(organizationId);
  }

  async #restIfEmpty(closing: WebSocket): Promise<void> {
    if (this.ctx.getWebSockets().some((socket) => socket !== closing)) return;
    const { organizationId } = lineOf(closing);
    await this.ctx.storage.deleteAlarm();
    await listener(readEnv(this.env)).unregister(organizationId);
    // Another may have come meanwhile.
    if (this.ctx.getWebSockets().some(isOpen)) await this.#begin(organizationId);
  }
}

/** The organization whose hub this is. */
function organizationOf(lines: readonly OpenLine[]): string {
  const [first] = lines;
  if (first === undefined) throw new Error("No line is open.");
  return first.line.organizationId;
}

function furthestBehind(lines: readonly OpenLine[]): string | null {
  const places = lines.flatMap(({ line }) => line.position ?? []);
  return places.reduce<string | null>(
    (least, place) => (least === null || comparePositions(place, least) < 0 ? place : least),
    null,
  );
}

/** Lets a line stand where it is, or where the page ends if it is new or what followed its place is gone. */
function welcome(
  { socket, line }: OpenLine,
  from: string | null,
  page: LivePage,
  isWhole: boolean,
) {
  const missed = page.missed && line.position !== null && line.position === from;
  if ((line.state === "standing" && !missed) || !isOpen(socket)) return;
  const position = missed ? null : line.position;
  // A new line stands where everything has been read, so that it hears nothing of before.
  if (position === null && !isWhole) return;
  line.state = "standing";
  line.position = position ?? page.position;
  tell(socket, { kind: "welcome", position: line.position, missed });
}

/** Has an event told where its line has not heard it and may. */
function pass(event: StoredLiveEvent, { line, untold }: OpenLine): void {
  if (line.position === null || comparePositions(line.position, event.position) >= 0) return;
  line.position = event.position;
  const { position, kind: about, entityId } = event;
  if (mayHear(line, event)) untold.push({ position, about, entityId });
}

const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN;
const lineOf = (socket: WebSocket): Line => lineSchema.parse(socket.deserializeAttachment());
const keep = (socket: WebSocket, line: Line): void => socket.serializeAttachment(line);
const tell = (socket: WebSocket, message: LiveMessage): void =>
  socket.send(JSON.stringify(message));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

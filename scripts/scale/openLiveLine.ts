import {
  LIVE_PROTOCOL,
  type LiveEvent,
  type LiveMessage,
  liveMessageSchema,
  TICKET_PREFIX,
} from "#shared/live";
import { WebSocket } from "ws";
import type { Scale, Person } from "./startScale.ts";

/** A live line over a real socket, and what it heard. */
export interface LiveLine {
  readonly socket: WebSocket;
  readonly heard: readonly LiveMessage[];
  /** Waits until `find` finds something in what was heard. */
  until<T>(find: (heard: readonly LiveMessage[]) => T | undefined): Promise<T>;
  /** The code it was closed with. */
  closed(): Promise<number>;
}

/** Opens a person's line; it has said nothing yet. Throws where it is refused. */
export async function openSilentLine(scale: Scale, person: Person): Promise<LiveLine> {
  const { url, ticket } = await person.client.call("createLiveTicket", {
    body: { version: "1.0.0" },
  });
  const target = new URL(url);
  target.host = new URL(scale.workerd.url).host;
  const socket = new WebSocket(target, [LIVE_PROTOCOL, TICKET_PREFIX + ticket], {
    origin: scale.appOrigin,
  });
  const heard: LiveMessage[] = [];
  const looks = new Set<() => void>();
  let code: number | undefined;
  const wake = () => {
    for (const look of looks) look();
  };
  socket.addEventListener("message", ({ data }) => {
    if (typeof data !== "string" || data === "pong") return;
    heard.push(liveMessageSchema.parse(JSON.parse(data)));
    wake();
  });
  socket.addEventListener("close", (event) => {
    code = event.code;
    wake();
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Error("The line was refused.")), {
      once: true,
    });
  });
  const until = <T>(find: () => T | undefined) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        looks.delete(look);
        resolve(found);
      };
      looks.add(look);
      look();
    });
  return {
    socket,
    heard,
    until: (find) => until(() => find(heard)),
    closed: () => until(() => code),
  };
}

/** Opens a person's line behind a place, and waits for its welcome. */
export async function openLiveLine(
  scale: Scale,
  person: Person,
  after: string | null = null,
): Promise<LiveLine> {
  const line = await openSilentLine(scale, person);
  line.socket.send(JSON.stringify({ kind: "hello", after }));
  await line.until((heard) => heard[0]);
  return line;
}

/** All events among what was heard, in their order. */
export const eventsOf = (heard: readonly LiveMessage[]): readonly LiveEvent[] =>
  heard.flatMap((each) => (each.kind === "events" ? each.events : []));

import { WebSocket } from "ws";
import { comparePositions, liveMessageSchema } from "#shared/live";
import { openLiveLine } from "../scale/openLiveLine.ts";
import type { Scale } from "../scale/startScale.ts";
import { round } from "../scale/summarize.ts";
import type { Numbers } from "./Measure.ts";

const SOCKETS = 200;
/** As many as the hub reads at once, at most. */
const EVENTS = 400;
const ECHO_MS = 3_000;

/**
 * How many events a second one hub passes on to many lines, all told in one transaction and heard by each; beside how
 * many messages a second the same number of bare sockets get back from an echo, each waiting for its own.
 */
export async function measureHub(scale: Scale): Promise<Numbers> {
  const lines: WebSocket[] = [];
  for (let index = 0; index < SOCKETS; index += 1) lines.push(await openLine(scale, index));
  const heard = lines.map((line) => hearAll(line, EVENTS));
  const first = Promise.race(
    lines.map((line) => new Promise((resolve) => line.once("message", resolve))),
  ).then(() => performance.now());
  const began = performance.now();
  await scale.database.query(
    `select private.tell($1, 'weather', gen_random_uuid()) from generate_series(1, $2)`,
    [scale.organizationId, EVENTS],
  );
  const committed = performance.now();
  await Promise.all(heard);
  const seconds = (performance.now() - committed) / 1_000;
  const firstMs = await first;
  for (const line of lines) line.terminate();

  const echoes = await echoAll(scale.workerd.plainUrl);
  const deliveries = (EVENTS * SOCKETS) / seconds;
  return {
    sockets: SOCKETS,
    events: EVENTS,
    tellMs: round(committed - began),
    committedToFirstMessageMs: round(firstMs - committed),
    eventsPerSecond: round(EVENTS / seconds),
    eventsHeardPerSecond: round(deliveries),
    bareEchoesPerSecond: round(echoes),
    heardToEchoes: round(deliveries / echoes),
  };
}

/** A line of one of the reps; what it hears is ours to count. */
async function openLine(scale: Scale, index: number): Promise<WebSocket> {
  const rep = scale.reps[index % scale.reps.length];
  if (rep === undefined) throw new Error("There is no rep.");
  const { socket } = await openLiveLine(scale, rep);
  return socket.removeAllListeners("message");
}

/** Settles when a line has heard so many events, each behind the one before. */
function hearAll(line: WebSocket, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = 0;
    let last = "0.0";
    line.on("close", (code) => reject(new Error(`A line was closed: ${code}.`)));
    line.on("message", (data: Buffer) => {
      const message = liveMessageSchema.parse(JSON.parse(data.toString("utf8")));
      for (const { position } of message.kind === "events" ? message.events : []) {
        if (comparePositions(position, last) <= 0) reject(new Error("Events came out of order."));
        last = position;
        heard += 1;
      }
      if (heard === count) resolve();
    });
  });
}

/** Messages a second that come back to as many bare sockets. */
async function echoAll(plainUrl: string): Promise<number> {
  const text = JSON.stringify({
    kind: "events",
    events: [{ position: "100000.100000", about: "weather", entityId: crypto.randomUUID() }],
  });
  let count = 0;
  let isOver = false;
  const sockets = Array.from({ length: SOCKETS }, () => new WebSocket(plainUrl));
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once("open", resolve))),
  );
  const began = performance.now();
  for (const socket of sockets) {
    socket.on("message", () => {
      count += 1;
      if (!isOver) socket.send(text);
    });
    socket.send(text);
  }
  await new Promise((resolve) => setTimeout(resolve, ECHO_MS));
  isOver = true;
  const perSecond = count / ((performance.now() - began) / 1_000);
  for (const socket of sockets) socket.terminate();
  return perSecond;
}

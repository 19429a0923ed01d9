import { exports } from "cloudflare:workers";
import { LIVE_PROTOCOL, type LiveMessage, liveMessageSchema, TICKET_PREFIX } from "#shared/live";
import { beforeAll, describe, expect, it } from "vitest";
import { APP_ORIGIN } from "./Browser.ts";
import { join, type Person, signUpProven } from "./people.ts";

let admin: Person;
let rep: Person;
beforeAll(async () => {
  admin = await signUpProven();
  rep = await join(admin, "rep");
});

const ticketOf = (person: Person) =>
  person.browser.call("createLiveTicket", { body: { version: "1.0.0" } });

/** Asks for a line with a ticket; answers what came back. */
function knock(url: string, ticket: string, origin: string | null = APP_ORIGIN): Promise<Response> {
  return exports.default.fetch(url.replace(/^ws/, "http"), {
    headers: {
      upgrade: "websocket",
      "sec-websocket-protocol": `${LIVE_PROTOCOL}, ${TICKET_PREFIX}${ticket}`,
      ...(origin === null ? {} : { origin }),
    },
  });
}

/** An open line: what it heard, and the wait for something. */
async function open(person: Person, after: string | null = null) {
  const { url, ticket } = await ticketOf(person);
  const response = await knock(url, ticket);
  const socket = response.webSocket;
  if (socket === null) throw new Error(`No line: ${response.status}`);
  const heard: LiveMessage[] = [];
  let changed: () => void = () => {};
  let closed: number | undefined;
  socket.addEventListener("message", ({ data }) => {
    heard.push(liveMessageSchema.parse(JSON.parse(String(data))));
    changed();
  });
  socket.addEventListener("close", ({ code }) => {
    closed = code;
    changed();
  });
  socket.accept();
  socket.send(JSON.stringify({ kind: "hello", after }));
  const until = async <T>(find: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  return {
    socket,
    heard,
    closed: () => until(() => closed),
    event: (about: string) =>
      until(() => heard.find((each) => each.kind === "event" && each.about === about)),
    welcome: () => until(() => heard.find((each) => each.kind === "welcome")),
  };
}

describe("a line", () => {
  it("hears what a colleague changes, once", async () => {
    const line = await open(rep);
    await line.welcome();
    await admin.browser.call("updateOrganization", { body: { name: "Renamed" } });
    await line.event("organization");
    line.socket.close();
  });

  it("hears on its return what it missed", async () => {
    const first = await open(rep);
    const { position } = await first.welcome();
    first.socket.close();
    await admin.browser.call("updateOrganization", { body: { name: "While away" } });
    const second = await open(rep, position);
    await second.event("organization");
    expect(second.heard[0]).toEqual({ kind: "welcome", position, missed: false });
    second.socket.close();
  });
});

describe("a ticket", () => {
  it("opens one line", async () => {
    const { url, ticket } = await ticketOf(rep);
    const first = await knock(url, ticket);
    expect(first.status).toBe(101);
    expect(first.headers.get("sec-websocket-protocol")).toBe(LIVE_PROTOCOL);
    first.webSocket?.accept();
    first.webSocket?.close();
    expect((await knock(url, ticket)).status).toBe(401);
  });

  it.each(["https://evil.example", "null", null])("opens none for a page of %s", async (origin) => {
    const { url, ticket } = await ticketOf(rep);
    expect((await knock(url, ticket, origin)).status).toBe(403);
  });
});

import { exports } from "cloudflare:workers";
import { LIVE_PROTOCOL, TICKET_PREFIX } from "#shared/live";
import { beforeAll, describe, expect, it } from "vitest";
import { isOlder } from "#shared/isOlder";
import { APP_ORIGIN } from "./Browser.ts";
import { join, type Person, signUpProven } from "./people.ts";

let rep: Person;
let stranger: Person;
beforeAll(async () => {
  rep = await join(await signUpProven(), "rep");
  stranger = await signUpProven();
});

const ticketOf = (person: Person) =>
  person.browser.call("createLiveTicket", { body: { version: "1.0.0" } });

/** Asks for a line; answers what came back. */
async function knock(
  url: string,
  protocols: readonly string[],
  headers: Record<string, string> = { origin: APP_ORIGIN },
): Promise<{ status: number; protocol: string | null }> {
  const response = await exports.default.fetch(url.replace(/^ws/, "http"), {
    headers: { upgrade: "websocket", "sec-websocket-protocol": protocols.join(", "), ...headers },
  });
  response.webSocket?.accept();
  response.webSocket?.close();
  return {
    status: response.status,
    protocol: response.headers.get("sec-websocket-protocol"),
  };
}
const withTicket = (ticket: string) => [LIVE_PROTOCOL, TICKET_PREFIX + ticket];

describe("a ticket", () => {
  it("opens one line, and is not said back", async () => {
    const { url, ticket } = await ticketOf(rep);
    expect(await knock(url, withTicket(ticket))).toEqual({ status: 101, protocol: LIVE_PROTOCOL });
    expect((await knock(url, withTicket(ticket))).status).toBe(401);
  });

  it("opens one line where two come with it at once", async () => {
    const { url, ticket } = await ticketOf(rep);
    const both = await Promise.all([
      knock(url, withTicket(ticket)),
      knock(url, withTicket(ticket)),
    ]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([101, 401]);
  });

  it("opens none in another organization", async () => {
    const [mine, theirs] = await Promise.all([ticketOf(rep), ticketOf(stranger)]);
    expect((await knock(theirs.url, withTicket(mine.ticket))).status).toBe(401);
  });

  it.each([
    "https://evil.example",
    "null",
    `${APP_ORIGIN}.evil.example`,
    "app://salespulse.evil",
    "",
  ])("opens none for a page of %j", async (origin) => {
    const { url, ticket } = await ticketOf(rep);
    const headers: Record<string, string> = origin === "" ? {} : { origin };
    expect((await knock(url, withTicket(ticket), headers)).status).toBe(403);
  });

  it.each(["app://salespulse", "http://salespulse.localhost:40123"])(
    "opens one for the desktop at %s",
    async (origin) => {
      const { url, ticket } = await ticketOf(rep);
      expect((await knock(url, withTicket(ticket), { origin })).status).toBe(101);
    },
  );
});

describe("whoever knocks", () => {
  it.each([
    ["without a ticket", [LIVE_PROTOCOL]],
    ["with another protocol", ["salespulse.live.v0", `${TICKET_PREFIX}x`]],
    ["with nothing", [""]],
  ])("%s is refused", async (_, protocols) => {
    const { url } = await ticketOf(rep);
    expect((await knock(url, protocols)).status).toBe(400);
  });

  it("at an address that is no organization's is refused", async () => {
    const { url, ticket } = await ticketOf(rep);
    const nowhere = new URL("not-an-id", url).href;
    expect((await knock(nowhere, withTicket(ticket))).status).toBe(400);
    const unknown = new URL(crypto.randomUUID(), url).href;
    expect((await knock(unknown, withTicket(ticket))).status).toBe(401);
  });

  it("without wanting a socket is refused", async () => {
    const { url } = await ticketOf(rep);
    const reply = await rep.browser.request(new URL(url).pathname, {
      headers: { origin: APP_ORIGIN },
    });
    expect(reply.status).toBe(405);
  });
});

it.each([
  ["1.2.3", "1.2.3", false],
  ["1.2.3", "1.2.4", true],
  ["1.9.9", "2.0.0", true],
  ["1.10.0", "1.9.9", false],
  ["2.0.0", "1.9.9", false],
])("a desktop of %s, where %s is the least, is too old: %s", (version, least, old) => {
  expect(isOlder(version, least)).toBe(old);
});

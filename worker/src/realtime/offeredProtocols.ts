import { LIVE_PROTOCOL, TICKET_PREFIX } from "#shared/live";

/** What a desktop offers in `Sec-WebSocket-Protocol`: the protocol's version and the ticket. */
export function offeredProtocols(request: Request): {
  readonly version: string | null;
  readonly ticket: string | null;
} {
  const offered = (request.headers.get("sec-websocket-protocol") ?? "")
    .split(",")
    .map((each) => each.trim());
  const ticket = offered.find((each) => each.startsWith(TICKET_PREFIX));
  return {
    version: offered.find((each) => each === LIVE_PROTOCOL) ?? null,
    ticket: ticket?.slice(TICKET_PREFIX.length) ?? null,
  };
}

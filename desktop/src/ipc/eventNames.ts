/** What main tells the page unasked: something happened, the page decides what follows. */
export const eventNames = ["deepLink"] as const;

export type EventName = (typeof eventNames)[number];

/** The payloads by event. */
export interface EventPayloads {
  /** A `salespulse://` link was opened: the renderer's path to go to, with its search and hash. */
  readonly deepLink: { readonly path: string };
}

/** The Electron channel that carries an event. */
export function eventChannelOf(name: EventName): `salespulse:event:${EventName}` {
  return `salespulse:event:${name}`;
}

import type { DialSession } from "../../dial/dialState.ts";

/** The address of the screen on which a session is worked. */
export function sessionPlace({ list }: DialSession) {
  return list === null
    ? ({ to: "/dial/single" } as const)
    : ({ to: "/dial/$listId", params: { listId: list.id } } as const);
}

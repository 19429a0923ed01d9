import { type BegunChange, begunChangeSchema } from "./BegunChange.ts";

/** What the organisation's object keeps between its turns. */
export type Store = Pick<
  DurableObjectStorage,
  "get" | "put" | "delete" | "setAlarm" | "deleteAlarm"
>;

const KEY = "change";

/** The change that was begun last, if it still matters. */
export async function readBegun(store: Store): Promise<BegunChange | null> {
  return begunChangeSchema
    .nullable()
    .catch(null)
    .parse((await store.get(KEY)) ?? null);
}

/** Keeps it as it is now. */
export async function keepBegun(store: Store, begun: BegunChange): Promise<BegunChange> {
  await store.put(KEY, begun);
  return begun;
}

/** Forgets it: what comes now has been decided since. */
export async function forgetBegun(store: Store): Promise<void> {
  await store.delete(KEY);
  await store.deleteAlarm();
}

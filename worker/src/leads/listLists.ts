import type { Handlers } from "../http/mountApi.ts";
import { readLists, refreshLists } from "./readLists.ts";

/** The organisation's lists with what may be done with their leads; those kept current are counted as of a minute ago at most, or of the look before. */
export const listLists: Handlers["listLists"] = async (context) => {
  const lists = await readLists(context.db);
  if (lists.some((list) => list.filter !== null)) {
    context.background(refreshLists(context.db, null));
  }
  return { lists };
};

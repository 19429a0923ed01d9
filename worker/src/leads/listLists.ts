import type { Handlers } from "../http/mountApi.ts";
import { readLists } from "./readLists.ts";

/** The organisation's lists with how many leads of each are still to be called. */
export const listLists: Handlers["listLists"] = async (context) => ({
  lists: await readLists(context.db),
});

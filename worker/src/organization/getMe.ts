import type { Handlers } from "../http/mountApi.ts";
import { readMe } from "../http/readMe.ts";

/** Who the caller is, what they belong to and as what. */
export const getMe: Handlers["getMe"] = (context) => readMe(context.db, context.userId);

import type { Handlers } from "../http/mountApi.ts";
import { getDayNumbers } from "./getDayNumbers.ts";
import { listCalls } from "./listCalls.ts";
import { saveCall } from "./saveCall.ts";

/** Calls and what they add up to. */
export const handlers = { saveCall, listCalls, getDayNumbers } satisfies Partial<Handlers>;

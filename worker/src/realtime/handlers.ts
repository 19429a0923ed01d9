import type { Handlers } from "../http/mountApi.ts";
import { createLiveTicket } from "./createLiveTicket.ts";

/** The live line, which keeps screens current. */
export const handlers = { createLiveTicket } satisfies Partial<Handlers>;

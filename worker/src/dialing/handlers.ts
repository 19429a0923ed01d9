import type { Handlers } from "../http/mountApi.ts";
import { getCallPermit } from "./getCallPermit.ts";
import { syncDialSession } from "./syncDialSession.ts";

/** Dial sessions: who holds which lead, and leave to call it. */
export const handlers = { syncDialSession, getCallPermit } satisfies Partial<Handlers>;

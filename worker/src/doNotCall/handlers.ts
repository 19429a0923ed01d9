import type { Handlers } from "../http/mountApi.ts";
import { addDoNotCall } from "./addDoNotCall.ts";
import { listDoNotCall } from "./listDoNotCall.ts";

/** Numbers that are not called. */
export const handlers = { listDoNotCall, addDoNotCall } satisfies Partial<Handlers>;

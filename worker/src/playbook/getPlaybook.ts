import type { Handlers } from "../http/mountApi.ts";
import { readPlaybook } from "./readPlaybook.ts";

/** Outcomes, scripts, objections, lines and settings of the organisation. */
export const getPlaybook: Handlers["getPlaybook"] = (context) => readPlaybook(context);

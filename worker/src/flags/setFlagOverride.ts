import type { Handlers } from "../http/mountApi.ts";
import { writeOverride } from "./writeOverride.ts";

/** Sets a flag for any organization, or one of its people. */
export const setFlagOverride: Handlers["setFlagOverride"] = (context, { params, body }) =>
  writeOverride(context, { flag: params.flag, ...body });

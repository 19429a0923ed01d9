import type { Handlers } from "../http/mountApi.ts";
import { readBilling } from "./readBilling.ts";

/** What the organisation has, may have and could buy. */
export const getBilling: Handlers["getBilling"] = (context) => readBilling(context);

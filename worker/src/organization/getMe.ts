import type { Handlers } from "../http/mountApi.ts";
import { describeMe } from "./describeMe.ts";

/** Who the caller is, what they belong to and as what; or what they belonged to, and whom to ask there. */
export const getMe: Handlers["getMe"] = describeMe;

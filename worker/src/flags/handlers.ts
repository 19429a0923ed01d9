import type { Handlers } from "../http/mountApi.ts";
import { explainFlag } from "./explainFlag.ts";
import { explainFlagForAddress } from "./explainFlagForAddress.ts";
import { getFlags } from "./getFlags.ts";
import { listAdminFlags } from "./listAdminFlags.ts";
import { listServiceFlags } from "./listServiceFlags.ts";
import { setFlagOverride } from "./setFlagOverride.ts";
import { setOrganizationFlag } from "./setOrganizationFlag.ts";
import { setPersonFlag } from "./setPersonFlag.ts";
import { setServiceFlag } from "./setServiceFlag.ts";

/** Feature flags: what is on for the caller, and what admins and operators set. */
export const handlers = {
  getFlags,
  listAdminFlags,
  setOrganizationFlag,
  setPersonFlag,
  explainFlag,
  listServiceFlags,
  setServiceFlag,
  setFlagOverride,
  explainFlagForAddress,
} satisfies Partial<Handlers>;

import type { Handlers } from "../http/mountApi.ts";
import { changeRole } from "./changeRole.ts";
import { deactivateMember } from "./deactivateMember.ts";
import { listMembers } from "./listMembers.ts";
import { listStaff } from "./listStaff.ts";
import { reactivateMember } from "./reactivateMember.ts";
import { removeMember } from "./removeMember.ts";

/** Who belongs to the organisation, as what, and who goes. */
export const handlers = {
  listMembers,
  listStaff,
  changeRole,
  removeMember,
  deactivateMember,
  reactivateMember,
} satisfies Partial<Handlers>;

import type { Handlers } from "../http/mountApi.ts";
import { acceptInvitation } from "./acceptInvitation.ts";
import { changeRole } from "./changeRole.ts";
import { getMe } from "./getMe.ts";
import { invite } from "./invite.ts";
import { listInvitations } from "./listInvitations.ts";
import { listMembers } from "./listMembers.ts";
import { previewInvitation } from "./previewInvitation.ts";
import { removeMember } from "./removeMember.ts";
import { revokeInvitation } from "./revokeInvitation.ts";
import { updateMe } from "./updateMe.ts";
import { updateOrganization } from "./updateOrganization.ts";

/** The caller, their organisation, its members and invitations. */
export const handlers = {
  getMe,
  updateMe,
  updateOrganization,
  listMembers,
  changeRole,
  removeMember,
  listInvitations,
  invite,
  revokeInvitation,
  previewInvitation,
  acceptInvitation,
} satisfies Partial<Handlers>;

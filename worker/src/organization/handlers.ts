import type { Handlers } from "../http/mountApi.ts";
import { acceptInvitation } from "./acceptInvitation.ts";
import { getMe } from "./getMe.ts";
import { invite } from "./invite.ts";
import { listInvitations } from "./listInvitations.ts";
import { previewInvitation } from "./previewInvitation.ts";
import { revokeInvitation } from "./revokeInvitation.ts";
import { updateMe } from "./updateMe.ts";
import { updateOrganization } from "./updateOrganization.ts";

/** The caller, their organisation and its invitations. */
export const handlers = {
  getMe,
  updateMe,
  updateOrganization,
  listInvitations,
  invite,
  revokeInvitation,
  previewInvitation,
  acceptInvitation,
} satisfies Partial<Handlers>;

/** The columns of an invitation as `invitationSchema` names them. */
export const INVITATION_COLUMNS = "id, email, role, invitedAt:created_at, expiresAt:expires_at";

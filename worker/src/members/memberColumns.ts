/** The columns of a membership as `memberSchema` names them. */
export const MEMBER_COLUMNS =
  "userId:user_id, role, joinedAt:created_at, ...profiles!inner (fullName:full_name, email)";

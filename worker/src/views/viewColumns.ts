/** The columns of a saved view as `viewSchema` names them. */
export const VIEW_COLUMNS = "id, userId:user_id, name, isShared:is_shared, columns, sort, filter";

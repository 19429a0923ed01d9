/** What GoTrue writes into every `instance_id`, a column from when one server held several projects. */
export const INSTANCE_ID = "00000000-0000-0000-0000-000000000000";

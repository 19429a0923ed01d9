import { escapeIdentifier, type PoolClient } from "pg";
import { AuthError } from "../AuthError.ts";
import type { UserRow } from "./UserRow.ts";

type Changes = Partial<Omit<UserRow, "id" | "created_at" | "updated_at" | "confirmed_at">>;

/** Updates these columns alone, and `updated_at`, as GoTrue's `UpdateOnly`; answers the row afterwards. */
export async function updateUserColumns(
  client: PoolClient,
  userId: string,
  changes: Changes,
  now: Date,
): Promise<UserRow> {
  const columns = Object.keys(changes);
  const assignments = columns.map((column, index) => `${escapeIdentifier(column)} = $${index + 3}`);
  const { rows } = await client.query<UserRow>(
    `update auth.users set ${[...assignments, "updated_at = $2"].join(", ")} where id = $1 returning *`,
    [userId, now, ...Object.values(changes)],
  );
  const user = rows[0];
  if (user === undefined) throw new AuthError(404, "user_not_found", "User not found");
  return user;
}

import type { PoolClient } from "pg";
import { hasCode } from "../../../machine/hasCode.ts";
import { clearOneTimeTokens } from "../tokens/oneTimeTokens.ts";
import { confirmUser } from "./confirmUser.ts";
import { updateEmailIdentity } from "./emailIdentity.ts";
import { emailTaken } from "./findUser.ts";
import { updateUserColumns } from "./updateUserColumns.ts";
import type { UserRow } from "./UserRow.ts";

/**
 * Makes the address that the user asked for theirs. One of the two links is enough, as in GoTrue with
 * "Confirm email" off. Throws 422 `email_exists` when somebody else took the address meanwhile.
 */
export async function confirmEmailChange(
  client: PoolClient,
  user: UserRow,
  now: Date,
): Promise<UserRow> {
  const email = user.email_change;
  if (email === null || email === "") return user;
  await updateEmailIdentity(client, user, { email, email_verified: true }, now);
  const changed = await updateUserColumns(
    client,
    user.id,
    { email, email_change: "", email_change_token_current: "", email_change_token_new: "" },
    now,
  ).catch((cause: unknown) => {
    // unique_violation: somebody else has the address.
    throw hasCode(cause, "23505") ? emailTaken(cause) : cause;
  });
  await clearOneTimeTokens(client, user.id);
  return changed.email_confirmed_at === null ? confirmUser(client, changed, now) : changed;
}

import { type Me, meSchema } from "#shared/account";
import { allowanceSchema } from "#shared/entitlement";
import { dataOf } from "../clients/supabase/rows.ts";
import type { SignedInContext } from "../http/context.ts";
import { readMe } from "../http/readMe.ts";

/** Who the caller is, and what their organisation may do; or what they belonged to, and whom to ask there. */
export async function describeMe({
  db,
  userId,
}: Pick<SignedInContext, "db" | "userId">): Promise<Me> {
  // Not in `readMe`, which is asked at each request.
  const [me, allowance] = await Promise.all([readMe(db, userId), db.rpc("my_allowance")]);
  if (me.membership !== null) {
    // Null for who joined between the two.
    const given = allowanceSchema.nullable().parse(dataOf(allowance));
    return { ...me, membership: { ...me.membership, ...(given && { allowance: given }) } };
  }
  const formerly = await db.rpc("former_membership");
  return { ...me, formerly: meSchema.shape.formerly.parse(dataOf(formerly)) };
}

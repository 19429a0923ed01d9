import { type Me, meSchema } from "#shared/account";
import { AppError } from "#shared/errors";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRow } from "../clients/supabase/rows.ts";

const rowSchema = z.object({
  user_id: z.uuid(),
  email: z.string(),
  full_name: z.string(),
  address_proven_at: z.string().nullable(),
  operators: z.object({ user_id: z.uuid() }).nullable(),
  memberships: z
    .object({
      role: meSchema.shape.membership.unwrap().shape.role,
      organizations: z.object({
        id: z.uuid(),
        name: z.string(),
        named_at: z.string().nullable(),
      }),
    })
    .nullable(),
});

/**
 * Who the caller is: read anew at each request, so that a changed role or a removal counts at once.
 * @throws AppError `not_signed_in` where the session has been ended though its token still holds
 */
export async function readMe(db: Database, userId: string): Promise<Me> {
  const result = await db
    .from("profiles")
    .select(
      "user_id, email, full_name, address_proven_at, operators (user_id), memberships (role, organizations (id, name, named_at))",
    )
    .eq("user_id", userId)
    .limit(1);
  const row = orEnded(() => parseRow(result, rowSchema));
  return {
    user: {
      id: row.user_id,
      email: row.email,
      fullName: row.full_name,
      addressProven: row.address_proven_at !== null,
      isOperator: row.operators !== null,
    },
    membership: row.memberships && {
      role: row.memberships.role,
      organization: {
        id: row.memberships.organizations.id,
        name: row.memberships.organizations.name,
        isNamed: row.memberships.organizations.named_at !== null,
      },
    },
  };
}

/** A live session always sees its own profile; seeing none, it has been ended. */
function orEnded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") {
      throw new AppError("not_signed_in", undefined, { cause: error });
    }
    throw error;
  }
}

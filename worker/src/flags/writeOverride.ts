import type { FlagSetting } from "#shared/flags";
import { assertDone } from "../clients/supabase/rows.ts";
import type { SignedInContext } from "../http/context.ts";
import { drainMail } from "../http/mailOutbox.ts";

interface Override {
  readonly flag: string;
  readonly organizationId: string;
  /** Null: for the whole organization. */
  readonly userId: string | null;
  /** Null takes the setting away. */
  readonly on: FlagSetting;
}

/** Writes a setting as the caller; its alert goes out after the answer. */
export async function writeOverride(
  context: SignedInContext,
  { flag, organizationId, userId, on }: Override,
): Promise<{ ok: true }> {
  assertDone(
    await context.db.rpc("set_flag_override", {
      flag,
      organization: organizationId,
      person: userId,
      is_on: on,
    }),
  );
  drainMail(context);
  return { ok: true };
}

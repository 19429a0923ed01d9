import { anonymousDatabase, type SupabaseSettings } from "../clients/supabase/database.ts";
import { assertDone } from "../clients/supabase/rows.ts";

/**
 * Throws where an invitation cannot be taken now.
 * @throws AppError `link_spent`; `plan_limit` or `read_only` where its organisation takes nobody in
 */
export async function checkInvitation(settings: SupabaseSettings, token: string): Promise<void> {
  assertDone(await anonymousDatabase(settings).rpc("check_invitation", { token }));
}

import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone } from "../src/clients/supabase/rows.ts";
import { type Person, settings } from "./people.ts";

/** Gives an admin's organisation terms of its own, as operators agree them: without bounds. */
export async function agreeContract({ browser }: Person): Promise<void> {
  const { membership } = await browser.call("getMe", {});
  assertDone(
    await serviceDatabase(settings)
      .from("billing_contracts")
      .insert({ organization_id: membership?.organization.id, plan_id: "enterprise" }),
  );
}

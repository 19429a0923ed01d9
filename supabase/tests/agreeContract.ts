import type { Client } from "pg";

/** Gives an organization terms of its own, as operators agree them: without bounds unless told. */
export async function agreeContract(
  superuser: Client,
  organizationId: string,
  planId = "enterprise",
): Promise<void> {
  await superuser.query(
    `insert into public.billing_contracts (organization_id, plan_id) values ($1, $2)
     on conflict (organization_id) do update set plan_id = excluded.plan_id`,
    [organizationId, planId],
  );
}

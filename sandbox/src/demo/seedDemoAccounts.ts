import { createHash, randomBytes } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { z } from "zod";
import type { Demo } from "./readDemo.ts";

const INVITATION_HOLDS_MS = 60 * 60_000;

/**
 * Makes the demo organisation and its people, with proved addresses. The first one founds it, the others join by
 * an invitation, so that the product's own triggers do the work. May be run again: who is there is left alone.
 * @param contractPlanId the plan that is agreed with the organisation, where it needs more than everybody has
 */
export async function seedDemoAccounts(
  supabase: { readonly url: string; readonly serviceKey: string },
  demo: Demo,
  contractPlanId: string | null = null,
): Promise<void> {
  const service = createClient(supabase.url, supabase.serviceKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const [founder, ...members] = demo.accounts;
  const founderId =
    (await findUser(service, founder.email)) ??
    (await createUser(service, founder.email, demo.password, { full_name: founder.name }));
  const organizationId = await settleFounder(service, founderId, demo.organization);
  if (contractPlanId !== null) {
    const agreed = await service
      .from("billing_contracts")
      .upsert({ organization_id: organizationId, plan_id: contractPlanId });
    if (agreed.error) throw cannot("agree terms with the demo organisation", agreed.error);
  }
  for (const member of members) {
    if ((await findUser(service, member.email)) !== undefined) continue;
    const invitation_token = await invite(service, {
      organization_id: organizationId,
      invited_by: founderId,
      email: member.email,
      role: member.role,
    });
    const metadata = { full_name: member.name, invitation_token };
    await createUser(service, member.email, demo.password, metadata);
  }
}

async function findUser(service: SupabaseClient, email: string): Promise<string | undefined> {
  const found = await service.from("profiles").select("user_id").eq("email", email).maybeSingle();
  if (found.error) throw cannot("look up a demo account", found.error);
  return z.object({ user_id: z.string() }).nullable().parse(found.data)?.user_id;
}

async function createUser(
  service: SupabaseClient,
  email: string,
  password: string,
  metadata: Record<string, string>,
): Promise<string> {
  const created = await service.auth.admin.createUser({
    email,
    password,
    email_confirm: true,
    user_metadata: metadata,
  });
  if (created.error) throw cannot(`make the demo account ${email}`, created.error);
  return created.data.user.id;
}

/** Names the founder's organisation, proves the founder's address and withdraws the mail that would ask for it. */
async function settleFounder(
  service: SupabaseClient,
  founderId: string,
  name: string,
): Promise<string> {
  const now = new Date().toISOString();
  const membership = await service
    .from("memberships")
    .select("organization_id")
    .eq("user_id", founderId)
    .single();
  if (membership.error) throw cannot("find the demo organisation", membership.error);
  const { organization_id: organizationId } = z
    .object({ organization_id: z.string() })
    .parse(membership.data);
  const steps = [
    await service.from("organizations").update({ name, named_at: now }).eq("id", organizationId),
    await service
      .from("profiles")
      .update({ address_proven_at: now })
      .eq("user_id", founderId)
      .is("address_proven_at", null),
    await service.from("mail_outbox").delete().eq("user_id", founderId).eq("status", "due"),
  ];
  for (const { error } of steps) if (error) throw cannot("set up the demo organisation", error);
  return organizationId;
}

/** Writes an invitation as a drained mail would have left it, and answers its token. */
async function invite(
  service: SupabaseClient,
  invitation: { organization_id: string; invited_by: string; email: string; role: string },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const { organization_id, email } = invitation;
  // An interrupted run may have left one, and only one may be pending.
  const cleared = await service.from("invitations").delete().match({ organization_id, email });
  if (cleared.error) throw cannot("clear a demo invitation", cleared.error);
  const written = await service.from("invitations").insert({
    ...invitation,
    token_hash: createHash("sha256").update(token).digest("hex"),
    expires_at: new Date(Date.now() + INVITATION_HOLDS_MS).toISOString(),
  });
  if (written.error) throw cannot(`invite ${email}`, written.error);
  return token;
}

function cannot(doing: string, error: { message: string; code?: string | undefined }): Error {
  return new Error(`Could not ${doing}: ${error.message}${error.code ? ` (${error.code})` : ""}.`);
}

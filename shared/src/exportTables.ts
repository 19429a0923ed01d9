/** A table of an export: what of it goes out, and what does not. */
export interface ExportTable {
  readonly table: string;
  /** What it is, for people who read the archive. */
  readonly holds: string;
  readonly columns: readonly string[];
  /** Columns that stay, each for a reason that `leftOutColumns` tells. */
  readonly leftOut: readonly string[];
  /** Which rows are the organisation's (`private.export_scope`). */
  readonly scope: "organization" | "itself" | "people" | "mails to leads";
  /** Unique among the organisation's rows; their order. */
  readonly key: readonly string[];
  /** The column that tells when a row was made: those made after the export began are left out. Null: none does. */
  readonly madeAt: string | null;
}

const table = (
  name: string,
  holds: string,
  columns: string,
  rest: Partial<Omit<ExportTable, "leftOut">> & { readonly leftOut?: string } = {},
): ExportTable => ({
  table: name,
  holds,
  columns: columns.split(" "),
  scope: "organization",
  key: ["id"],
  madeAt: "created_at",
  ...rest,
  leftOut: rest.leftOut?.split(" ") ?? [],
});

/**
 * Everything that an export holds, in this order. The list allows: what it does not name does not go out, and a test
 * fails for a table or a column of the database that stands neither here nor among what is left out.
 */
export const EXPORT_TABLES: readonly ExportTable[] = [
  table("organizations", "The organization", "id name named_at created_at", { scope: "itself" }),
  table(
    "profiles",
    "Its people, and former members who made calls",
    "user_id email full_name address_proven_at created_at",
    { scope: "people", key: ["user_id"] },
  ),
  table("memberships", "Who has which role", "user_id organization_id role created_at", {
    key: ["user_id"],
  }),
  table(
    "former_members",
    "Who went, and to whom their work went",
    "organization_id user_id role left_at deactivated_by successor_id",
    { key: ["user_id"], madeAt: "left_at" },
  ),
  table(
    "invitations",
    "Invitations",
    "id organization_id email role invited_by expires_at accepted_at revoked_at created_at",
    { leftOut: "token_hash" },
  ),
  table(
    "leads",
    "Leads, with their custom fields",
    "id organization_id owner_id name title company phone phone_original email address city state postal_code " +
      "time_zone time_zone_source time_zone_set_by is_sample do_not_call consent score custom dial_state ready_at " +
      "attempt_count last_called_at last_outcome created_at",
    { leftOut: "search_text" },
  ),
  table("custom_fields", "Names of custom fields", "organization_id name", {
    key: ["name"],
    madeAt: null,
  }),
  table(
    "lead_lists",
    "Lists",
    "id organization_id name is_sample filter call_order script_id refreshed_at created_by created_at",
  ),
  table(
    "list_leads",
    "Which lead stands in which list, and where",
    "list_id lead_id organization_id position",
    {
      key: ["lead_id", "list_id"],
      madeAt: null,
      leftOut: "state time_zone score last_called_at owner_id is_sample",
    },
  ),
  table(
    "calls",
    "Calls, with their notes",
    "id organization_id lead_id user_id phone started_at ended_at outcome reached reason notes is_practice permit_id " +
      "session_id line_id created_at",
  ),
  table(
    "permits",
    "Why each call was allowed",
    "id organization_id lead_id user_id issued_at expires_at revoked_at used_at is_practice time_zone " +
      "time_zone_source time_zone_set_by local_time list_versions consent",
    { madeAt: "issued_at" },
  ),
  table(
    "tasks",
    "Tasks and callbacks",
    "id organization_id kind lead_id user_id text due_at done_at created_by created_at",
  ),
  table(
    "mail_outbox",
    "Mails to leads",
    "id template recipient user_id call_id subject body status sent_at created_at",
    {
      scope: "mails to leads",
      leftOut:
        "invitation_id attempts next_attempt_at unclear_since message_id last_error organization_id is_by_hand replayed_at " +
        "invoice_id",
    },
  ),
  table(
    "dial_sessions",
    "Dial sessions",
    "id organization_id user_id list_id status pause_reason started_at last_seen_at ended_at",
    { madeAt: "started_at", leftOut: "passed remaining counted_at" },
  ),
  table(
    "do_not_call_numbers",
    "Numbers never to call",
    "id organization_id phone added_by added_at",
    {
      madeAt: "added_at",
    },
  ),
  table(
    "saved_views",
    "Saved views",
    "id organization_id user_id name is_shared columns sort filter created_at",
  ),
  table(
    "outcomes",
    "How calls can end",
    "organization_id key position label reached afterwards retry_after_minutes max_attempts requires_next_step " +
      "requires_reason reasons move_to_list_id task_text task_in_days mail_subject mail_body",
    { key: ["key"], madeAt: null },
  ),
  table("scripts", "Scripts", "id organization_id name text created_at"),
  table("objections", "Objections and their answers", "id organization_id title answer created_at"),
  table("lines", "SIM lines", "id organization_id phone label user_id is_active created_at"),
  table(
    "dial_settings",
    "Goals and pauses",
    "organization_id calls_per_day reached_per_day pause_reasons",
    {
      key: ["organization_id"],
      madeAt: null,
      leftOut: "do_not_call_version",
    },
  ),
  table(
    "flag_overrides",
    "Feature flags set for the organization or its people",
    "id flag_key organization_id user_id is_on",
    { madeAt: null },
  ),
  table(
    "jobs",
    "Exports and erasures",
    "id organization_id kind status done total receipt requested_by requested_by_name error created_at finished_at " +
      "expires_at purged_at",
    { leftOut: "attempts next_step_at" },
  ),
  table(
    "billing_accounts",
    "Who the organization is at Stripe",
    "organization_id customer_id contact_id synced_at",
    {
      key: ["organization_id"],
      madeAt: null,
      leftOut: "open_checkout_id open_checkout_at ticket alerted",
    },
  ),
  table(
    "subscriptions",
    "Subscriptions",
    "id organization_id plan_id status seats sim_singles sim_bundles extra_sim_lines monthly_cents " +
      "current_period_start current_period_end cancel_at canceled_at ended_at trial_ends_at past_due_since " +
      "billing_mode scheduled is_current created_at",
    { leftOut: "schedule_id pending_payment version" },
  ),
  table(
    "invoices",
    "Invoices",
    "id organization_id subscription_id number status total_cents amount_due_cents amount_paid_cents " +
      "refunded_cents is_disputed attempt_count created_at paid_at next_attempt_at url pdf_url",
  ),
  table(
    "entitlements",
    "What the subscription gives",
    "organization_id plan_id seats extra_sim_lines grace_ends_at",
    { key: ["organization_id"], madeAt: null },
  ),
  table(
    "billing_contracts",
    "Terms agreed beside any subscription",
    "organization_id plan_id seats extra_sim_lines agreed_at",
    { key: ["organization_id"], madeAt: null },
  ),
  table(
    "audit_log",
    "The audit trail",
    "id at organization_id actor_id actor_email via action entity entity_id label changes",
    { madeAt: "at", leftOut: "search_text" },
  ),
];

/** Tables that no export holds, and why. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  claims: "who has which lead in hand at this moment; gone in minutes",
  email_proofs: "hashes of mailed links",
  flags: "the service's own",
  live_events: "which screens are to look anew; ids, gone in a day",
  operators: "who runs the service",
  plans: "the service's own",
  service_prices: "the service's own",
  service_settings: "the service's own",
  webhook_messages: "the service's letterbox",
};

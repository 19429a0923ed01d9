/** Everyone the matrix speaks of. `outsider` is another organisation's admin. */
export const ACTORS = [
  "anon",
  "rep",
  "manager",
  "admin",
  "outsider",
  "operator",
  "service",
] as const;
export type Actor = (typeof ACTORS)[number];

export const VERBS = ["select", "insert", "update", "delete"] as const;
export type Verb = (typeof VERBS)[number];

/** For a verb: which of the table's labelled rows each actor reaches. Who is not named reaches none. */
type Reach = Partial<Record<Actor, readonly string[]>>;

/** What every member of an organisation reaches of its rows. */
const MEMBERS: Reach = {
  rep: ["own"],
  manager: ["own"],
  admin: ["own"],
  outsider: ["foreign"],
  service: ["own", "foreign"],
};
/** The same for its managers; the outsider is an admin. */
const MANAGERS: Reach = { ...MEMBERS, rep: [] };
/** What none but the service reaches. */
const SERVICE: Reach = { service: ["own", "foreign"] };
/** One's own, and the team's for managers; `colleagues` is the manager's row. */
const OWN_OR_THE_TEAMS: Reach = {
  rep: ["own"],
  manager: ["own", "colleagues"],
  admin: ["own", "colleagues"],
  outsider: ["foreign"],
  service: ["own", "colleagues", "foreign"],
};
/** What functions alone write. */
const WRITTEN_BY_FUNCTIONS: Record<Verb, Reach> = {
  select: OWN_OR_THE_TEAMS,
  insert: { service: ["own", "colleagues", "foreign"] },
  update: { service: ["own", "colleagues", "foreign"] },
  delete: { service: ["own", "colleagues", "foreign"] },
};
/** Settings of flags; `colleagues` is one of the manager's own. */
const SET_BY_ADMINS: Reach = {
  admin: ["own", "colleagues", "organization"],
  outsider: ["foreign"],
  operator: ["own", "colleagues", "organization", "foreign"],
  service: ["own", "colleagues", "organization", "foreign"],
};
/** One's own and anyone's, and the team's for managers. */
const WITHIN_SIGHT: Reach = {
  rep: ["own", "unassigned"],
  manager: ["own", "unassigned", "colleagues"],
  admin: ["own", "unassigned", "colleagues"],
  outsider: ["foreign"],
  service: ["own", "unassigned", "colleagues", "foreign"],
};

/**
 * Who may do what with which row of which table: the whole of the product's access rules.
 *
 * A row's label says whose it is, seen from the rep: `own`, `colleagues` (the same organisation),
 * `unassigned`, `foreign` (the outsider's organisation), `operators`. The rows are made in
 * accessFixture.ts; the test walks every table × verb × actor × row and fails for a table that is
 * missing here.
 */
export const ACCESS: Record<string, Record<Verb, Reach>> = {
  organizations: {
    select: {
      rep: ["own"],
      manager: ["own"],
      admin: ["own"],
      outsider: ["foreign"],
      operator: ["own", "foreign", "operators"],
      service: ["own", "foreign", "operators"],
    },
    insert: { service: ["new"] },
    update: {
      admin: ["own"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "foreign", "operators"],
    },
    delete: { service: ["own", "foreign", "operators"] },
  },
  profiles: {
    select: {
      rep: ["own", "colleagues", "former"],
      manager: ["own", "colleagues", "former"],
      admin: ["own", "colleagues", "former"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "colleagues", "former", "foreign", "operators"],
    },
    insert: { service: ["new"] },
    // One's own name alone; `colleagues` is the manager's row.
    update: {
      rep: ["own"],
      manager: ["colleagues"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "colleagues", "former", "foreign", "operators"],
    },
    delete: { service: ["own", "colleagues", "former", "foreign", "operators"] },
  },
  memberships: {
    select: {
      rep: ["own", "colleagues"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "colleagues", "foreign", "operators"],
    },
    insert: { service: ["new"] },
    update: {
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "colleagues", "foreign", "operators"],
    },
    // By `deactivate_member`.
    delete: { service: ["own", "colleagues", "foreign", "operators"] },
  },
  invitations: {
    select: { admin: ["own"], outsider: ["foreign"], service: ["own", "foreign"] },
    insert: { service: ["new"] },
    update: { admin: ["own"], outsider: ["foreign"], service: ["own", "foreign"] },
    delete: { service: ["own", "foreign"] },
  },
  operators: {
    select: { operator: ["operators"], service: ["operators"] },
    insert: { service: ["new"] },
    update: { service: ["operators"] },
    delete: { service: ["operators"] },
  },
  email_proofs: {
    select: { service: ["own"] },
    insert: { service: ["new"] },
    update: { service: ["own"] },
    delete: { service: ["own"] },
  },
  mail_outbox: {
    select: { service: ["own"] },
    insert: { service: ["new"] },
    update: { service: ["own"] },
    delete: { service: ["own"] },
  },
  leads: {
    select: WITHIN_SIGHT,
    insert: WITHIN_SIGHT,
    update: WITHIN_SIGHT,
    delete: { ...WITHIN_SIGHT, rep: [] },
  },
  lead_lists: {
    select: {
      rep: ["own", "colleagues"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    // `own` is made in the rep's name, `foreign` in the outsider's.
    insert: { rep: ["own"], outsider: ["foreign"], service: ["own", "foreign"] },
    update: {
      rep: ["own"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    delete: {
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
  },
  // A row tells of its lead, so it is seen by whom the lead is seen; `colleagues` is a lead of the manager's.
  list_leads: {
    select: OWN_OR_THE_TEAMS,
    insert: OWN_OR_THE_TEAMS,
    update: { service: ["own", "colleagues", "foreign"] },
    delete: { ...OWN_OR_THE_TEAMS, rep: [] },
  },
  calls: {
    select: {
      rep: ["own"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    // Written by `save_call` alone.
    insert: { service: ["own", "colleagues", "foreign"] },
    update: { service: ["own", "colleagues", "foreign"] },
    delete: { service: ["own", "colleagues", "foreign"] },
  },
  custom_fields: { select: MEMBERS, insert: MEMBERS, update: SERVICE, delete: SERVICE },
  // Nobody takes a number off the list. `own` is added in the rep's name, `colleagues` in the manager's.
  do_not_call_numbers: {
    select: {
      rep: ["own", "colleagues"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    insert: {
      rep: ["own"],
      manager: ["colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    update: { service: ["own", "colleagues", "foreign"] },
    delete: { service: ["own", "colleagues", "foreign"] },
  },
  // `own` and `colleagues` are shown to nobody else; `shared` is the manager's, `foreign` is shared too.
  saved_views: {
    select: {
      rep: ["own", "shared"],
      manager: ["colleagues", "shared"],
      admin: ["shared"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "shared", "foreign"],
    },
    insert: {
      rep: ["own"],
      manager: ["colleagues", "shared"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "shared", "foreign"],
    },
    update: {
      rep: ["own"],
      manager: ["colleagues", "shared"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "shared", "foreign"],
    },
    delete: {
      rep: ["own"],
      manager: ["colleagues", "shared"],
      admin: ["shared"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "shared", "foreign"],
    },
  },
  // Calls name outcomes and lines, so that nobody deletes them.
  outcomes: { select: MEMBERS, insert: MANAGERS, update: MANAGERS, delete: SERVICE },
  lines: { select: MEMBERS, insert: MANAGERS, update: MANAGERS, delete: SERVICE },
  scripts: { select: MEMBERS, insert: MANAGERS, update: MANAGERS, delete: MANAGERS },
  objections: { select: MEMBERS, insert: MANAGERS, update: MANAGERS, delete: MANAGERS },
  dial_settings: {
    select: MEMBERS,
    insert: { service: ["new"] },
    update: MANAGERS,
    delete: SERVICE,
  },
  tasks: {
    select: WITHIN_SIGHT,
    // `own` and `unassigned` are written in the rep's name, `given` (to the rep) and `colleagues` in the manager's.
    insert: {
      rep: ["own", "unassigned"],
      manager: ["given", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "unassigned", "given", "colleagues", "foreign"],
    },
    update: WITHIN_SIGHT,
    delete: { service: ["own", "unassigned", "colleagues", "foreign"] },
  },
  dial_sessions: WRITTEN_BY_FUNCTIONS,
  permits: WRITTEN_BY_FUNCTIONS,
  claims: WRITTEN_BY_FUNCTIONS,
  live_events: { select: SERVICE, insert: SERVICE, update: SERVICE, delete: SERVICE },
  // Written by private.note alone, and never changed.
  audit_log: {
    select: {
      admin: ["own"],
      outsider: ["foreign"],
      operator: ["service"],
      service: ["own", "foreign", "service"],
    },
    insert: {},
    update: {},
    delete: {},
  },
  service_settings: {
    select: { operator: ["service"], service: ["service"] },
    insert: {},
    update: { operator: ["service"], service: ["service"] },
    delete: { service: ["service"] },
  },
  // Read by admins, the outsider among them; written by functions alone.
  jobs: { select: { ...MANAGERS, manager: [] }, insert: SERVICE, update: SERVICE, delete: SERVICE },
  // A price is never changed or deleted, by the service neither.
  service_prices: {
    select: { operator: ["service"], service: ["service"] },
    insert: { operator: ["service"], service: ["service"] },
    update: {},
    delete: {},
  },
  former_members: {
    select: {
      rep: ["former"],
      manager: ["former"],
      admin: ["former"],
      outsider: ["foreign"],
      service: ["former", "foreign"],
    },
    insert: { service: ["former", "foreign"] },
    update: { service: ["former", "foreign"] },
    delete: { service: ["former", "foreign"] },
  },
  plans: {
    select: {
      rep: ["service"],
      manager: ["service"],
      admin: ["service"],
      outsider: ["service"],
      operator: ["service"],
      service: ["service"],
    },
    insert: { service: ["service"] },
    update: { service: ["service"] },
    delete: { service: ["service"] },
  },
  // What Stripe says is written by the service alone.
  billing_accounts: {
    select: MANAGERS,
    insert: { service: ["new"] },
    update: SERVICE,
    delete: SERVICE,
  },
  subscriptions: { select: MANAGERS, insert: SERVICE, update: SERVICE, delete: SERVICE },
  invoices: { select: MANAGERS, insert: SERVICE, update: SERVICE, delete: SERVICE },
  entitlements: { select: MEMBERS, insert: { service: ["new"] }, update: SERVICE, delete: SERVICE },
  billing_contracts: {
    select: { ...MEMBERS, operator: ["own", "foreign"] },
    insert: { service: ["new"] },
    update: SERVICE,
    delete: SERVICE,
  },
  webhook_messages: { select: SERVICE, insert: SERVICE, update: SERVICE, delete: SERVICE },
  flags: {
    select: {
      rep: ["service"],
      manager: ["service"],
      admin: ["service"],
      outsider: ["service"],
      operator: ["service"],
      service: ["service"],
    },
    insert: { service: ["service"] },
    update: { operator: ["service"], service: ["service"] },
    delete: { service: ["service"] },
  },
  // Of a flag that admins may set.
  flag_overrides: {
    select: {
      ...SET_BY_ADMINS,
      rep: ["own", "organization"],
      manager: ["colleagues", "organization"],
    },
    insert: SET_BY_ADMINS,
    update: SET_BY_ADMINS,
    delete: SET_BY_ADMINS,
  },
};

/** Who may call each function of the API at all; what it then allows is the function's own test. */
export const CALLABLE: Record<string, readonly ("anon" | "authenticated" | "service_role")[]> = {
  prove_address: ["anon", "authenticated", "service_role"],
  preview_invitation: ["anon", "authenticated", "service_role"],
  resend_verification: ["authenticated", "service_role"],
  invite_member: ["authenticated", "service_role"],
  accept_invitation: ["authenticated", "service_role"],
  request_password_reset: ["service_role"],
  claim_mail: ["service_role"],
  list_queue: ["authenticated", "service_role"],
  import_leads: ["authenticated", "service_role"],
  find_leads: ["authenticated", "service_role"],
  count_leads: ["authenticated", "service_role"],
  lead_places: ["authenticated", "service_role"],
  edit_leads: ["authenticated", "service_role"],
  create_lead: ["authenticated", "service_role"],
  update_lead: ["authenticated", "service_role"],
  list_progress: ["authenticated", "service_role"],
  refresh_lists: ["authenticated", "service_role"],
  create_list: ["authenticated", "service_role"],
  update_list: ["authenticated", "service_role"],
  delete_list: ["authenticated", "service_role"],
  save_call: ["authenticated", "service_role"],
  sync_dial_session: ["authenticated", "service_role"],
  day_numbers: ["authenticated", "service_role"],
  create_sample_list: ["authenticated", "service_role"],
  save_outcomes: ["authenticated", "service_role"],
  save_task: ["authenticated", "service_role"],
  read_live_events: ["service_role"],
  prune_live_events: ["service_role"],
  told_since: ["service_role"],
  live_holders: ["service_role"],
  claim_webhook: ["service_role"],
  finish_webhook: ["service_role"],
  set_flag: ["authenticated", "service_role"],
  set_flag_override: ["authenticated", "service_role"],
  take_flag_message: ["service_role"],
  count_flag_overrides: ["authenticated", "service_role"],
  find_flag_subject: ["authenticated", "service_role"],
  start_export: ["authenticated", "service_role"],
  open_export: ["authenticated", "service_role"],
  retry_job: ["authenticated", "service_role"],
  preview_erasure: ["authenticated", "service_role"],
  start_erasure: ["authenticated", "service_role"],
  was_erased: ["authenticated", "service_role"],
  jobs_to_do: ["service_role"],
  organizations_with_jobs: ["service_role"],
  advance_export: ["service_role"],
  fail_job_step: ["service_role"],
  note_purged: ["service_role"],
  read_export_page: ["service_role"],
  measure_export: ["service_role"],
  erase_step: ["service_role"],
  count_organizations: ["service_role"],
  list_organizations: ["authenticated", "service_role"],
  describe_organization: ["authenticated", "service_role"],
  summarize_deliveries: ["authenticated", "service_role"],
  list_mails: ["authenticated", "service_role"],
  list_webhooks: ["authenticated", "service_role"],
  list_alerts: ["authenticated", "service_role"],
  replay_mail: ["authenticated", "service_role"],
  replay_webhook: ["authenticated", "service_role"],
  send_alert: ["authenticated", "service_role"],
  deactivate_member: ["authenticated", "service_role"],
  reactivate_member: ["authenticated", "service_role"],
  former_membership: ["authenticated", "service_role"],
  member_work: ["authenticated", "service_role"],
  find_audit: ["authenticated", "service_role"],
  check_invitation: ["anon", "authenticated", "service_role"],
  my_allowance: ["authenticated", "service_role"],
  my_usage: ["authenticated", "service_role"],
  set_contract: ["authenticated", "service_role"],
  billing_ticket: ["service_role"],
  open_billing_account: ["service_role"],
  claim_stripe_event: ["service_role"],
  claim_stripe_events: ["service_role"],
  apply_billing: ["service_role"],
  alert_of_billing: ["service_role"],
  organizations_to_sync: ["service_role"],
  my_billing_contact: ["authenticated", "service_role"],
  set_billing_contact: ["authenticated", "service_role"],
  fail_webhooks: ["service_role"],
};

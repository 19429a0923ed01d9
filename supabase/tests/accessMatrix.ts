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
      rep: ["own", "colleagues"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "colleagues", "foreign", "operators"],
    },
    insert: { service: ["new"] },
    // One's own name alone; `colleagues` is the manager's row.
    update: {
      rep: ["own"],
      manager: ["colleagues"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "colleagues", "foreign", "operators"],
    },
    delete: { service: ["own", "colleagues", "foreign", "operators"] },
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
    delete: {
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      operator: ["operators"],
      service: ["own", "colleagues", "foreign", "operators"],
    },
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
    select: {
      rep: ["own", "unassigned"],
      manager: ["own", "unassigned", "colleagues"],
      admin: ["own", "unassigned", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "unassigned", "colleagues", "foreign"],
    },
    insert: {
      rep: ["own", "unassigned"],
      manager: ["own", "unassigned", "colleagues"],
      admin: ["own", "unassigned", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "unassigned", "colleagues", "foreign"],
    },
    update: {
      rep: ["own", "unassigned"],
      manager: ["own", "unassigned", "colleagues"],
      admin: ["own", "unassigned", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "unassigned", "colleagues", "foreign"],
    },
    delete: {
      manager: ["own", "unassigned", "colleagues"],
      admin: ["own", "unassigned", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "unassigned", "colleagues", "foreign"],
    },
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
  list_leads: {
    select: {
      rep: ["own"],
      manager: ["own"],
      admin: ["own"],
      outsider: ["foreign"],
      service: ["own", "foreign"],
    },
    insert: {
      rep: ["own"],
      manager: ["own"],
      admin: ["own"],
      outsider: ["foreign"],
      service: ["own", "foreign"],
    },
    update: { service: ["own", "foreign"] },
    delete: {
      manager: ["own"],
      admin: ["own"],
      outsider: ["foreign"],
      service: ["own", "foreign"],
    },
  },
  calls: {
    select: {
      rep: ["own"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    // `own` is made in the rep's name, `colleagues` in the manager's, `foreign` in the outsider's.
    insert: {
      rep: ["own"],
      manager: ["colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    // Nobody rewrites another's call, whatever their role.
    update: {
      rep: ["own"],
      manager: ["colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    delete: { service: ["own", "colleagues", "foreign"] },
  },
  lead_list_progress: {
    select: {
      rep: ["own", "colleagues"],
      manager: ["own", "colleagues"],
      admin: ["own", "colleagues"],
      outsider: ["foreign"],
      service: ["own", "colleagues", "foreign"],
    },
    insert: {},
    update: {},
    delete: {},
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
  save_call: ["authenticated", "service_role"],
  day_numbers: ["authenticated", "service_role"],
  create_sample_list: ["authenticated", "service_role"],
};

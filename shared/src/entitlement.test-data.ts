import type { Allowance, Contract, Entitlement } from "./entitlement.ts";

/** What is allowed, without what the plan is called. */
type Allowed = Omit<Allowance, "planName">;

const NOON = "2026-11-23T12:00:00.000Z";
const JUST_BEFORE = "2026-11-23T11:59:59.999Z";

const pro: Entitlement = { planId: "pro", seats: null, extraSimLines: 0, graceEndsAt: null };
const enterprise: Contract = { planId: "enterprise", seats: null, extraSimLines: 0 };

const FREE: Allowed = {
  planId: "free",
  state: "open",
  graceEndsAt: null,
  seats: 5,
  simLines: 2,
  lists: 10,
  historyDays: 90,
  features: [],
};
const PRO: Allowed = {
  planId: "pro",
  state: "open",
  graceEndsAt: null,
  seats: 10,
  simLines: 5,
  lists: 100,
  historyDays: 730,
  features: ["live_lists"],
};
const ENTERPRISE: Allowed = {
  planId: "enterprise",
  state: "open",
  graceEndsAt: null,
  seats: null,
  simLines: null,
  lists: null,
  historyDays: null,
  features: ["live_lists", "audit_csv"],
};

/**
 * What an organization may do at a moment, by what its subscription gives (null: it never had one) and what was agreed
 * with it. Walked by the test of `allowanceOf` and by that of the database's `private.allowance`.
 */
export const ALLOWANCE_CASES: readonly (readonly [
  why: string,
  entitlement: Entitlement | null,
  contract: Contract | null,
  at: string,
  allowed: Allowed,
])[] = [
  ["nothing was ever bought", null, null, NOON, FREE],
  ["a paid plan", pro, null, NOON, PRO],
  ["lines beside the plan's", { ...pro, extraSimLines: 4 }, null, NOON, { ...PRO, simLines: 9 }],
  [
    "a plan by the seat",
    { ...pro, planId: "team", seats: 7, extraSimLines: 1 },
    null,
    NOON,
    { ...ENTERPRISE, planId: "team", seats: 7, simLines: 21 },
  ],
  [
    "the grace, until just before its end",
    { ...pro, graceEndsAt: NOON },
    null,
    JUST_BEFORE,
    { ...PRO, state: "grace", graceEndsAt: NOON },
  ],
  [
    "the moment in which the grace ends",
    { ...pro, graceEndsAt: NOON },
    null,
    NOON,
    { ...PRO, state: "read_only", graceEndsAt: NOON },
  ],
  ["a contract alone", null, enterprise, NOON, ENTERPRISE],
  ["a contract beats a subscription", pro, enterprise, NOON, ENTERPRISE],
  [
    "a contract beats an overdue payment",
    { ...pro, graceEndsAt: JUST_BEFORE },
    enterprise,
    NOON,
    ENTERPRISE,
  ],
  [
    "a contract with its own seats and lines",
    { ...pro, extraSimLines: 3 },
    { planId: "team", seats: 40, extraSimLines: 5 },
    NOON,
    { ...ENTERPRISE, planId: "team", seats: 40, simLines: 25 },
  ],
  [
    "lines beside a plan that bounds none",
    null,
    { ...enterprise, extraSimLines: 5 },
    NOON,
    ENTERPRISE,
  ],
  [
    "a contract for less than what is bought",
    pro,
    { planId: "free", seats: 6, extraSimLines: 0 },
    NOON,
    { ...FREE, seats: 6 },
  ],
];

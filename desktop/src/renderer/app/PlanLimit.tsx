import { Link } from "@tanstack/react-router";
import type { Usage } from "#shared/entitlement";
import { hasRole } from "#shared/roles";
import { countOf, formatCount } from "../format/formatCount.ts";
import { linkClass } from "../ui/linkClass.ts";
import { useSignedIn } from "./SignedIn.ts";

const WHAT: Record<keyof Usage, readonly [one: string, usedAs: string]> = {
  seats: ["seat", "members and open invitations take"],
  simLines: ["SIM line", "you use"],
  lists: ["list", "you have"],
};

/** Says beside what would add one more that the plan holds no more, and leads to one that does. */
export function PlanLimit({
  what,
  used,
}: {
  what: keyof Usage;
  /** How many there are; undefined: not known yet. */
  used: number | undefined;
}) {
  const { allowance, role } = useSignedIn();
  const allowed = allowance?.[what] ?? null;
  if (allowance === undefined || allowed === null || used === undefined || used < allowed)
    return null;
  const [one, usedAs] = WHAT[what];
  const holds = `Your ${allowance.planName} plan holds ${countOf(allowed, one)}`;
  return (
    <p className="rounded-md border border-warn/40 bg-warn-soft px-3 py-2">
      {`${holds}, and ${usedAs} ${formatCount(used)}. `}
      <MorePlans isManager={hasRole(role, "manager")} />
    </p>
  );
}

/** Where more is to be had: for who can buy it the way there. */
export function MorePlans({ isManager }: { isManager: boolean }) {
  return isManager ? (
    <Link to="/billing" className={linkClass}>
      See what larger plans hold
    </Link>
  ) : (
    "A manager can change the plan."
  );
}

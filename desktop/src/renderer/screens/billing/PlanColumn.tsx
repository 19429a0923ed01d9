import { Check, Minus, TriangleAlert } from "lucide-react";
import type { Billing, PlanOffer } from "#shared/billing";
import { FEATURE_KEYS } from "#shared/plans";
import { formatCents } from "../../format/formatCents.ts";
import { formatCount } from "../../format/formatCount.ts";
import { formatDay } from "../../format/formatTime.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { contentWords, excessWords, historyWords, priceWords } from "./billingWords.ts";
import { changeableOf, livingOf, planFor } from "./planFor.ts";
import { WriteToUs } from "./WriteToUs.tsx";

const FEATURE_WORDS = { live_lists: "Live lists", audit_csv: "Audit trail as a file" } as const;

/** One plan: what it costs, what it allows, and what would change for this organization. */
export function PlanColumn({
  billing,
  plan,
  onChoose,
  onCancel,
}: {
  billing: Billing;
  plan: PlanOffer;
  onChoose: ((plan: PlanOffer) => void) | null;
  onCancel: () => void;
}) {
  const { allows } = plan;
  const isOwn = billing.allowance.planId === plan.id;
  const scheduled = livingOf(billing.subscription)?.scheduled;
  const bound = (limit: number | null) => (limit === null ? "no limit" : formatCount(limit));
  const rows = [
    ["People", plan.seats === null ? bound(allows.seats) : `by the seat, from ${plan.seats.min}`],
    ["SIM lines", bound(allows.simLines)],
    ["Lists", bound(allows.lists)],
    ["Calls shown", historyWords(allows.historyDays)],
  ] as const;
  return (
    <li className="flex min-w-0 flex-col bg-surface p-4">
      <div className="flex min-h-6 items-center gap-2">
        <h3 className="text-title">{plan.name}</h3>
        {isOwn && <Badge tone="accent">Yours</Badge>}
        {!isOwn && scheduled?.planId === plan.id && (
          <Badge tone="accent">Yours from {formatDay(scheduled.at)}</Badge>
        )}
      </div>
      <p className="font-medium tabular-nums">{priceWords(plan)}</p>
      <p className="mt-1 text-ink-muted lg:min-h-10">{plan.says}</p>
      <dl className="mt-3 flex flex-col gap-1">
        {rows.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="text-right tabular-nums">{value}</dd>
          </div>
        ))}
        {FEATURE_KEYS.map((feature) => (
          <div key={feature} className="flex justify-between gap-3">
            <dt className="text-ink-muted">{FEATURE_WORDS[feature]}</dt>
            <dd>
              {allows.features.includes(feature) ? (
                <Check aria-hidden size={16} className="mt-0.5 text-accent-text" />
              ) : (
                <Minus aria-hidden size={16} className="mt-0.5 text-ink-muted" />
              )}
              <span className="sr-only">{allows.features.includes(feature) ? "yes" : "no"}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-3 flex flex-1 flex-col justify-end gap-3">
        {!isOwn && <ForYou billing={billing} plan={plan} />}
        <Action
          billing={billing}
          plan={plan}
          isOwn={isOwn}
          onChoose={onChoose}
          onCancel={onCancel}
        />
      </div>
    </li>
  );
}

function ForYou({ billing, plan }: { billing: Billing; plan: PlanOffer }) {
  const { wish, monthlyCents, differenceCents, excess } = planFor(billing, plan);
  const isBought = livingOf(billing.subscription) !== null;
  const content = contentWords(wish);
  return (
    <div className="rounded-md bg-canvas px-3 py-2">
      {monthlyCents !== null && differenceCents !== null && (
        <p>
          For you <span className="font-medium tabular-nums">{formatCents(monthlyCents)}</span> a
          month
          {content !== "" && <span className="text-ink-muted"> with {content}</span>}
          {isBought && (
            <span className="block text-small text-ink-muted">
              {differenceWords(differenceCents)}
            </span>
          )}
        </p>
      )}
      {monthlyCents === null && plan.contact === null && (
        <p>
          {isBought
            ? differenceWords(-(livingOf(billing.subscription)?.monthlyCents ?? 0))
            : "Costs nothing"}
        </p>
      )}
      {plan.contact !== null && <p className="text-ink-muted">As we agree it with you.</p>}
      {excess.map((each) => (
        <p key={each.what} className="mt-1 flex gap-1.5 text-small text-warn">
          <TriangleAlert aria-hidden size={14} className="mt-px shrink-0" />
          You have {excessWords(each)}
        </p>
      ))}
    </div>
  );
}

function differenceWords(cents: number): string {
  if (cents === 0) return "As much as today";
  return `${formatCents(Math.abs(cents))} ${cents > 0 ? "more" : "less"} than today`;
}

function Action({
  billing,
  plan,
  isOwn,
  onChoose,
  onCancel,
}: {
  billing: Billing;
  plan: PlanOffer;
  isOwn: boolean;
  onChoose: ((plan: PlanOffer) => void) | null;
  onCancel: () => void;
}) {
  const current = livingOf(billing.subscription);
  if (isOwn) return null;
  if (plan.contact !== null)
    return <WriteToUs billing={billing} subject={`SalesPulse ${plan.name}`} className="w-full" />;
  if (plan.amountCents === null)
    return current?.cancelAt === null ? (
      <Button className="w-full" onClick={onCancel}>
        Cancel the plan…
      </Button>
    ) : null;
  if (
    onChoose === null ||
    plan.priceId === null ||
    (current !== null && changeableOf(current) === null)
  )
    return null;
  const isMore =
    billing.plans.indexOf(plan) >
    billing.plans.findIndex(({ id }) => id === billing.allowance.planId);
  return (
    <Button
      look={isMore ? "primary" : "secondary"}
      className="w-full"
      onClick={() => onChoose(plan)}
    >
      {isMore ? `Get ${plan.name}` : `Change to ${plan.name}`}…
    </Button>
  );
}

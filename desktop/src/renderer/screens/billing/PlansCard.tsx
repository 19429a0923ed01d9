import { useEffect, useRef } from "react";
import type { Billing, PlanOffer } from "#shared/billing";
import { formatPrice } from "../../format/formatCents.ts";
import { formatCount } from "../../format/formatCount.ts";
import { Card } from "../../ui/Card.tsx";
import { PlanColumn } from "./PlanColumn.tsx";

/** All plans side by side, each with what it would mean for this organization. */
export function PlansCard({
  billing,
  isFirst,
  onChoose,
  onCancel,
}: {
  billing: Billing;
  /** Whether the address leads here. */
  isFirst: boolean;
  /** Null where nothing can be bought. */
  onChoose: ((plan: PlanOffer) => void) | null;
  onCancel: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isFirst) return;
    place.current?.scrollIntoView({ block: "start" });
    place.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [isFirst]);
  return (
    <div ref={place}>
      <Card title="Plans">
        <ul className="grid gap-px bg-line sm:grid-cols-2 lg:grid-cols-4">
          {billing.plans.map((plan) => (
            <PlanColumn
              key={plan.id}
              billing={billing}
              plan={plan}
              onChoose={onChoose}
              onCancel={onCancel}
            />
          ))}
        </ul>
        <AddOns billing={billing} />
      </Card>
    </div>
  );
}

function AddOns({ billing: { sim, voice } }: { billing: Billing }) {
  const offers = [sim, ...(voice === null ? [] : [voice])];
  return (
    <ul className="border-t border-line px-4 py-3 text-ink-muted">
      {offers.map(({ name, single, bundle }) => (
        <li key={name}>
          <span className="text-ink">{name}</span>
          {single.amountCents !== null &&
            ` beyond the plan’s: ${formatPrice(single.amountCents)} a month each`}
          {bundle.amountCents !== null &&
            `, ${formatPrice(bundle.amountCents)} for a bundle of ${formatCount(bundle.lines)}`}
          .
        </li>
      ))}
      {voice === null && (
        <li>
          <span className="text-ink">Voice AI</span> comes later.
        </li>
      )}
    </ul>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { Billing, Upcoming } from "#shared/billing";
import { wordsFor } from "../../api/errorWords.ts";
import { queries } from "../../api/queries.ts";
import { formatCents } from "../../format/formatCents.ts";
import { formatDay } from "../../format/formatTime.ts";
import { Button } from "../../ui/Button.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { AmountLines } from "./AmountLines.tsx";
import { livingOf } from "./planFor.ts";

/** What is taken next and when, as Stripe reckons it; where it does not answer, what we know ourselves. */
export function NextInvoice({ billing }: { billing: Billing }) {
  const subscription = livingOf(billing.subscription);
  const { data, error, refetch, isFetching } = useQuery({
    ...queries.upcomingInvoice,
    enabled: subscription !== null,
  });
  if (subscription === null)
    return (
      <p className="text-ink-muted">
        {billing.isContract ? "As your terms say." : "None. There is nothing to pay."}
      </p>
    );
  if (data === null) return <p className="text-ink-muted">None. Nothing more will be charged.</p>;
  if (data)
    return (
      <>
        <p>
          <span className="text-title font-semibold tabular-nums">
            {formatCents(data.amountDueCents)}
          </span>{" "}
          on {formatDay(data.at)}
        </p>
        <AmountLines lines={withRest(data)} className="mt-1 text-small text-ink-muted" />
      </>
    );
  if (error)
    return (
      <>
        <p>
          About <span className="font-medium">{formatCents(subscription.monthlyCents)}</span> on{" "}
          {formatDay(subscription.currentPeriodEnd)}
        </p>
        <p className="mt-1 text-small text-ink-muted">
          {wordsFor(error).code === "offline"
            ? "You are offline: this is before credits and taxes."
            : "Stripe does not answer just now: this is before credits and taxes."}
        </p>
        <Button
          look="quiet"
          className="mt-1 -ml-3"
          busy={isFetching}
          onClick={() => void refetch()}
        >
          Ask again
        </Button>
      </>
    );
  return (
    <output className="block" aria-label="Asking Stripe">
      <Skeleton className="mt-1.5 h-4 w-36" />
      <Skeleton className="mt-3 h-3 w-52" />
    </output>
  );
}

/** The lines, and what makes the amount another than their sum: a credit from before, or taxes. */
function withRest({ lines, amountDueCents }: Upcoming): Upcoming["lines"] {
  const restCents = lines.reduce((rest, line) => rest - line.amountCents, amountDueCents);
  if (restCents === 0) return lines;
  const text = restCents < 0 ? "Your credit from before" : "Taxes";
  return [...lines, { text, amountCents: restCents }];
}

import { CreditCard, SlidersHorizontal } from "lucide-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Billing, Subscription } from "#shared/billing";
import { FEATURES } from "#shared/plans";
import { callApi } from "../../api/callApi.ts";
import { formatCents, formatPrice } from "../../format/formatCents.ts";
import { countOf } from "../../format/formatCount.ts";
import { formatDay } from "../../format/formatTime.ts";
import { host } from "../../host/host.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { toastError } from "../../ui/toastError.ts";
import { historyWords, mixWords, numbersWords, STATUS_WORDS } from "./billingWords.ts";
import { NextInvoice } from "./NextInvoice.tsx";
import { PaymentContact } from "./PaymentContact.tsx";
import { livingOf } from "./planFor.ts";
import { UsageMeter } from "./UsageMeter.tsx";

/** What the organization has, what it does, what it costs next month; and what is done about it. */
export function PlanCard({
  billing,
  onChange,
  onCancel,
}: {
  billing: Billing;
  /** Null where seats and lines cannot be changed. */
  onChange: (() => void) | null;
  onCancel: (() => void) | null;
}) {
  const { allowance, usage } = billing;
  const subscription = livingOf(billing.subscription);
  return (
    <Card title="Your plan">
      <div className="grid gap-x-10 gap-y-6 p-4 sm:grid-cols-2 lg:grid-cols-3">
        <div>
          <div className="flex flex-wrap items-center gap-2">
            <p className="text-display tracking-tight">{allowance.planName}</p>
            <State billing={billing} />
          </div>
          {billing.isContract && <p className="mt-1 text-ink-muted">On terms of your own.</p>}
          {subscription ? (
            <WhatIsPaid billing={billing} subscription={subscription} />
          ) : (
            !billing.isContract && <p className="mt-1 text-ink-muted">Costs nothing.</p>
          )}
        </div>
        <div className="flex flex-col gap-2.5">
          <Heading>In use</Heading>
          <UsageMeter label="People" used={usage.seats} allowed={allowance.seats} />
          <UsageMeter label="SIM lines" used={usage.simLines} allowed={allowance.simLines} />
          <UsageMeter label="Lists" used={usage.lists} allowed={allowance.lists} />
          <p className="flex justify-between gap-4">
            <span>Calls shown</span>
            <span className="text-ink-muted">
              {allowance.historyDays === null
                ? "all"
                : `the last ${historyWords(allowance.historyDays)}`}
            </span>
          </p>
          {Object.entries(FEATURES).map(
            ([feature, label]) =>
              allowance.features.includes(feature) && (
                <p key={feature} className="flex justify-between gap-4">
                  <span>{label}</span>
                  <span className="text-ink-muted">included</span>
                </p>
              ),
          )}
        </div>
        <div className="max-lg:sm:col-span-2">
          <Heading>Next invoice</Heading>
          <NextInvoice billing={billing} />
        </div>
      </div>
      {(billing.hasCustomer || onChange !== null) && (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line px-4 py-3">
          <PaymentContact billing={billing} />
          <div className="flex flex-wrap gap-2">
            {billing.hasCustomer && <Portal />}
            {onChange !== null && (
              <Button aria-keyshortcuts="c" onClick={onChange}>
                <SlidersHorizontal aria-hidden size={14} /> {numbersWords(subscription)}…
              </Button>
            )}
            {onCancel !== null && subscription?.cancelAt === null && (
              <Button look="quiet" onClick={onCancel}>
                Cancel the plan…
              </Button>
            )}
          </div>
        </div>
      )}
    </Card>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h3 className="mb-1 text-small font-normal text-ink-muted">{children}</h3>;
}

function State({ billing: { isContract, subscription, allowance } }: { billing: Billing }) {
  if (isContract) return <Badge tone="accent">By contract</Badge>;
  if (allowance.state === "read_only") return <Badge tone="danger">Read-only</Badge>;
  if (subscription === null) return null;
  if (subscription.cancelAt !== null && livingOf(subscription))
    return <Badge tone="warn">Ends {formatDay(subscription.cancelAt)}</Badge>;
  const { label, tone } = STATUS_WORDS[subscription.status];
  return <Badge tone={tone}>{label}</Badge>;
}

function WhatIsPaid({ billing, subscription }: { billing: Billing; subscription: Subscription }) {
  const { seats, extraSimLines, simSingles, simBundles, monthlyCents } = subscription;
  const plan = billing.plans.find(({ id }) => id === subscription.planId);
  const mix = mixWords({ singles: simSingles, bundles: simBundles }, billing.sim.bundle.lines);
  return (
    <div className="mt-1">
      <p>
        {billing.isContract && plan !== undefined && `${plan.name}, bought before: `}
        <span className="font-medium tabular-nums">{formatCents(monthlyCents)}</span> a month
      </p>
      <ul className="mt-1 text-ink-muted">
        {seats !== null && (
          <li>
            {countOf(seats, "seat")}
            {plan?.amountCents != null && ` at ${formatPrice(plan.amountCents)}`}
          </li>
        )}
        {extraSimLines > 0 && (
          <li>
            {countOf(extraSimLines, "more SIM line")}: {mix}
          </li>
        )}
        {subscription.trialEndsAt !== null && subscription.status === "trialing" && (
          <li>Trial until {formatDay(subscription.trialEndsAt)}</li>
        )}
        {subscription.cancelAt === null && (
          <li>
            {subscription.status === "active" ? "Paid until" : "Period until"}{" "}
            {formatDay(subscription.currentPeriodEnd)}
          </li>
        )}
      </ul>
    </div>
  );
}

function Portal() {
  const open = useMutation({
    mutationFn: async () => {
      const returnUrl = new URL("/billing", await host.serviceOrigin()).href;
      const { url } = await callApi("openPortal", { body: { returnUrl } });
      await host.openPage(url);
    },
    onError: toastError,
  });
  return (
    <Button busy={open.isPending} onClick={() => open.mutate()}>
      <CreditCard aria-hidden size={14} /> Cards and addresses
    </Button>
  );
}

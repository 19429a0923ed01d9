import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Billing, PlanOffer, Wish } from "#shared/billing";
import { excessOver } from "#shared/entitlement";
import { AppError } from "#shared/errors";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatCents } from "../../format/formatCents.ts";
import { host } from "../../host/host.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { ExcessList } from "./ExcessList.tsx";
import { awaitPayment } from "./paymentPage.ts";
import { monthlyCentsOf, planFor } from "./planFor.ts";
import { WishFields, wishOf, type WishDraft } from "./WishFields.tsx";

/** Chooses how much of a plan is bought, and leads to Stripe's page for it. */
export function BuyForm({
  billing,
  plan,
  onClose,
}: {
  billing: Billing;
  plan: PlanOffer;
  onClose: () => void;
}) {
  const { user } = useSignedIn();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<WishDraft>(() => planFor(billing, plan).wish);
  const wish = wishOf(plan, draft);
  const monthlyCents = wish && monthlyCentsOf(billing, wish);
  const excess = wish === null ? [] : excessWith(billing, plan, wish);
  const buy = useMutation({
    mutationFn: async ({ seats, extraSimLines }: Wish) => {
      const origin = await host.serviceOrigin();
      const from = host.kind === "desktop" ? "&from=app" : "";
      const { url } = await callApi("createCheckout", {
        body: {
          userId: user.id,
          priceId: plan.priceId ?? "",
          successUrl: `${origin}/billing/return?session={CHECKOUT_SESSION_ID}${from}`,
          cancelUrl: `${origin}/billing/cancelled?${from.slice(1)}`,
          ...(seats === null ? {} : { seats }),
          extraSimLines,
        },
      });
      // In a browser this page goes, and the payment leads back to it.
      if (host.kind === "desktop") awaitPayment(url, billing);
      if (!(await host.openPage(url))) throw new AppError("internal");
    },
    onSuccess: () => host.kind === "desktop" && onClose(),
    onError: (error) => {
      if (error instanceof AppError && error.code === "already_subscribed")
        void queryClient.invalidateQueries({ queryKey: queries.billing.queryKey });
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (wish !== null && excess.length === 0 && !buy.isPending) buy.mutate(wish);
      }}
    >
      <WishFields billing={billing} plan={plan} draft={draft} onChange={setDraft} />
      <p className="flex items-baseline justify-between gap-4 border-t border-line pt-4">
        <span>Each month, before taxes</span>
        <span className="text-title font-semibold tabular-nums">
          {monthlyCents === null ? "–" : formatCents(monthlyCents)}
        </span>
      </p>
      <ExcessList excess={excess} />
      <ErrorNotice error={buy.error} />
      <p className="text-small text-ink-muted">
        {host.kind === "desktop"
          ? "Stripe’s page for the payment opens in your browser."
          : "Stripe’s page for the payment leads back here."}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          busy={buy.isPending}
          disabled={wish === null || excess.length > 0}
        >
          Continue to payment
        </Button>
      </div>
    </form>
  );
}

/** What is used beyond a wish. */
function excessWith({ usage }: Billing, { allows }: PlanOffer, wish: Wish) {
  return excessOver(usage, {
    seats: wish.seats ?? allows.seats,
    simLines: allows.simLines === null ? null : allows.simLines + wish.extraSimLines,
    lists: allows.lists,
  });
}

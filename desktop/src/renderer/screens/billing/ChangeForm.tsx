import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toast } from "sonner";
import type {
  Billing,
  ChangePreview,
  ChangeTime,
  PlanOffer,
  Subscription,
  Wish,
} from "#shared/billing";
import { AppError, ERRORS } from "#shared/errors";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { formatCents } from "../../format/formatCents.ts";
import { formatDay } from "../../format/formatTime.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Segments } from "../../ui/Segments.tsx";
import { useSettled } from "../../app/useSettled.ts";
import { ChangePreviewBox } from "./ChangePreviewBox.tsx";
import { ExcessList } from "./ExcessList.tsx";
import { monthlyCentsOf, planFor } from "./planFor.ts";
import { useBillingChange } from "./useBillingChange.ts";
import { WishFields, wishOf, type WishDraft } from "./WishFields.tsx";

/** Changes the subscription: what is wished, what Stripe reckons for it, and only then the button. */
export function ChangeForm({
  billing,
  current,
  plan,
  onClose,
}: {
  billing: Billing;
  current: Subscription;
  plan: PlanOffer;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const timeId = useId();
  const [draft, setDraft] = useState<WishDraft>(() => planFor(billing, plan).wish);
  const [time, setTime] = useState<ChangeTime | null>(null);
  const wish = wishOf(plan, draft);
  const isSame =
    wish !== null &&
    wish.planId === current.planId &&
    wish.seats === current.seats &&
    wish.extraSimLines === current.extraSimLines;
  const isLess = wish !== null && !isSame && isLessThan(billing, current, wish);
  const when = time ?? (isLess ? "period_end" : "now");
  const wanted = JSON.stringify(wish === null || isSame ? null : { wish, when });
  const settled = useSettled(wanted, 300);
  const asked = settled === wanted && wish !== null && !isSame;
  const preview = useQuery({
    ...queries.changePreview({ wish: wish ?? planFor(billing, plan).wish, when }),
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const shown = isSame || wish === null ? undefined : preview.data;
  /** What stands there is for what is wished. */
  const isCurrent = asked && shown !== undefined && !preview.isPlaceholderData && !preview.isError;

  const [attempt, setAttempt] = useState<{ sent: string; id: string } | null>(null);
  const change = useBillingChange(async (agreed: ChangePreview) => {
    if (wish === null) throw new AppError("invalid_input");
    const { prorationDate, version } = agreed;
    const sent = JSON.stringify([wanted, prorationDate, version]);
    // Sent again, after a lost answer, it is the same change.
    const id = attempt?.sent === sent ? attempt.id : crypto.randomUUID();
    setAttempt({ sent, id });
    const { outcome, billing: changed } = await callApi("changeSubscription", {
      body: { wish, when: agreed.when, id, prorationDate, version },
    });
    onClose();
    if (outcome === "done") toast.success("Changed", { description: "It counts from now on." });
    if (outcome === "scheduled")
      toast.success("Noted", { description: `It begins on ${formatDay(agreed.at)}.` });
    if (outcome === "payment")
      toast.warning("Your bank wants to hear from you", {
        description: "Confirm the payment in your browser; then it counts.",
      });
    return changed;
  });
  const confirm = (agreed: ChangePreview) =>
    change.mutate(agreed, {
      onError: (error) => {
        // After a refusal another try is another change.
        if (error instanceof AppError && !ERRORS[error.code].retry) setAttempt(null);
        if (error instanceof AppError && error.code === "conflict")
          void queryClient.invalidateQueries({ queryKey: ["billing"] });
      },
    });

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isCurrent && canConfirm(shown) && !change.isPending) confirm(shown);
      }}
    >
      <WishFields
        billing={billing}
        plan={plan}
        draft={draft}
        onChange={(typed) => {
          setDraft(typed);
          change.reset();
        }}
      />
      {(shown?.direction === "down" || isLess) && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span id={timeId}>When</span>
          <Segments
            labelledBy={timeId}
            value={when}
            choices={[
              ["period_end", `On ${formatDay(current.currentPeriodEnd)}`],
              ["now", "At once, with a credit"],
            ]}
            onChange={setTime}
          />
        </div>
      )}
      <ChangePreviewBox
        preview={shown}
        isFresh={isCurrent}
        isSame={isSame}
        bundleLines={billing.sim.bundle.lines}
      />
      <ExcessList excess={shown?.excess ?? []} />
      {!isSame && <ErrorNotice error={change.error ?? preview.error} />}
      <div className="flex justify-end gap-2">
        {preview.isError && <Button onClick={() => void preview.refetch()}>Ask again</Button>}
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          busy={change.isPending}
          disabled={!isCurrent || !canConfirm(shown)}
        >
          {shown === undefined ? "Change" : confirmWords(shown)}
        </Button>
      </div>
    </form>
  );
}

/** Whether a wish costs less than what is there. Of the same plan the numbers tell: it may have been cheaper once. */
function isLessThan(billing: Billing, current: Subscription, wish: Wish): boolean {
  if (wish.planId === current.planId) {
    const seats = (wish.seats ?? 0) - (current.seats ?? 0);
    const lines = wish.extraSimLines - current.extraSimLines;
    if (seats * lines >= 0) return seats + lines < 0;
  }
  return (monthlyCentsOf(billing, wish) ?? 0) <= current.monthlyCents;
}

function canConfirm(preview: ChangePreview): boolean {
  return preview.excess.length === 0 && preview.direction !== "none";
}

/** What pressing it does, to the cent. */
function confirmWords({ when, at, dueNowCents }: ChangePreview): string {
  if (when === "period_end") return `Change on ${formatDay(at)}`;
  return dueNowCents > 0 ? `Pay ${formatCents(dueNowCents)} now` : "Change now";
}

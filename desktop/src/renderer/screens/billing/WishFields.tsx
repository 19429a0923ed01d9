import type { Billing, PlanOffer, Wish } from "#shared/billing";
import { formatCents, formatPrice } from "../../format/formatCents.ts";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { mixWords } from "./billingWords.ts";
import { simMixOf } from "./planFor.ts";

const MOST_LINES = 1_000;

/** What somebody types, which may be nothing yet. */
export interface WishDraft {
  readonly seats: number | null;
  readonly extraSimLines: number | null;
}

/** What is wished, or null where what was typed cannot be had. */
export function wishOf(plan: PlanOffer, draft: WishDraft): Wish | null {
  const seats = plan.seats === null ? null : draft.seats;
  const { extraSimLines } = draft;
  if (seatsProblem(plan, seats) !== undefined || linesProblem(extraSimLines) !== undefined)
    return null;
  return { planId: plan.id, seats, extraSimLines: extraSimLines ?? 0 };
}

function seatsProblem({ seats: bounds }: PlanOffer, seats: number | null): string | undefined {
  if (bounds === null) return undefined;
  const fits =
    seats !== null && Number.isInteger(seats) && seats >= bounds.min && seats <= bounds.max;
  return fits ? undefined : `must be a number from ${bounds.min} to ${formatCount(bounds.max)}`;
}

function linesProblem(lines: number | null): string | undefined {
  const fits = lines !== null && Number.isInteger(lines) && lines >= 0 && lines <= MOST_LINES;
  return fits ? undefined : `must be a number from 0 to ${formatCount(MOST_LINES)}`;
}

/** How many seats, and how many lines beyond the plan's with the cheapest mix for them. */
export function WishFields({
  billing: { sim, usage },
  plan,
  draft,
  onChange,
}: {
  billing: Billing;
  plan: PlanOffer;
  draft: WishDraft;
  onChange: (draft: WishDraft) => void;
}) {
  const { seats, extraSimLines } = draft;
  const linesAreWrong = linesProblem(extraSimLines);
  const mix =
    linesAreWrong === undefined && extraSimLines !== null ? simMixOf(sim, extraSimLines) : null;
  const included = plan.allows.simLines ?? 0;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {plan.seats !== null && (
        <NumberField
          label="Seats"
          min={plan.seats.min}
          max={plan.seats.max}
          value={seats}
          problem={seatsProblem(plan, seats)}
          hint={`${countOf(usage.seats, "is", "are")} taken. ${formatPrice(plan.amountCents ?? 0)} a month each.`}
          onChange={(typed) => onChange({ ...draft, seats: typed })}
        />
      )}
      {sim.single.amountCents !== null && (
        <NumberField
          label="More SIM lines"
          min={0}
          max={MOST_LINES}
          value={extraSimLines}
          problem={linesAreWrong}
          hint={
            mix === null || mix.amountCents === 0
              ? `${countOf(included, "is", "are")} part of the plan; you use ${formatCount(usage.simLines)}.`
              : `${formatCount(included + mix.lines)} in all. Cheapest: ${mixWords(mix, sim.bundle.lines)}, ${formatCents(mix.amountCents)} a month.`
          }
          onChange={(typed) => onChange({ ...draft, extraSimLines: typed })}
        />
      )}
    </div>
  );
}

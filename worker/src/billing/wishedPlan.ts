import type { Wish } from "#shared/billing";
import { AppError } from "#shared/errors";
import type { Catalogue, Plan } from "#shared/plans";

/**
 * The plan that is wished: one that is sold here, with as many seats as it is sold with.
 * @throws AppError `invalid_input`, naming the field
 */
export function wishedPlan(
  { planId, seats }: Wish,
  catalogue: Catalogue,
): Plan & { price: NonNullable<Plan["price"]> } {
  const plan = catalogue.plans.find(({ id }) => id === planId);
  if (plan === undefined) throw refused("planId", "is no plan");
  const { price } = plan;
  if (price === null)
    throw refused(
      "planId",
      plan.contact === null
        ? "costs nothing: cancel the subscription to have it"
        : `is agreed with us: write to ${plan.contact}`,
    );
  if (price.seats === null && seats !== null) throw refused("seats", "are not sold with this plan");
  if (price.seats !== null) {
    const { min, max } = price.seats;
    if (seats === null) throw refused("seats", "must be given for this plan");
    if (seats < min || seats > max) throw refused("seats", `must be from ${min} to ${max}`);
  }
  return { ...plan, price };
}

function refused(field: keyof Wish, message: string): AppError {
  return new AppError("invalid_input", undefined, {
    fields: [{ path: `wish.${field}`, message }],
  });
}

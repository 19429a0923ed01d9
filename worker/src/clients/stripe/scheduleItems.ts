import { createStripe, type StripeSettings } from "./createStripe.ts";
import type { WantedItem } from "./ItemChange.ts";
import { tellStripe } from "./tellStripe.ts";

/**
 * Has a subscription become what is wanted when the period that runs has ended, and then go on by itself. Amends the
 * schedule that there is. Nothing is prorated. A schedule with its first phase alone, as it stands between the two
 * requests, changes nothing. https://docs.stripe.com/billing/subscriptions/subscription-schedules
 * @param has the items as they are
 * @param periodEnd Unix seconds
 */
export function scheduleItems(
  settings: StripeSettings,
  subscription: { readonly id: string; readonly schedule: string | null },
  change: {
    readonly has: readonly WantedItem[];
    readonly wanted: readonly WantedItem[];
    readonly periodEnd: number;
    readonly idempotencyKey: string;
  },
): Promise<void> {
  const { subscriptionSchedules } = createStripe(settings);
  const { has, wanted, periodEnd, idempotencyKey } = change;
  return tellStripe(async () => {
    const schedule =
      subscription.schedule === null
        ? await subscriptionSchedules.create(
            { from_subscription: subscription.id },
            { idempotencyKey },
          )
        : await subscriptionSchedules.retrieve(subscription.schedule);
    const startDate = schedule.current_phase?.start_date;
    await subscriptionSchedules.update(schedule.id, {
      end_behavior: "release",
      proration_behavior: "none",
      phases: [
        {
          items: [...has],
          ...(startDate !== undefined && { start_date: startDate }),
          end_date: periodEnd,
          proration_behavior: "none",
        },
        {
          items: [...wanted],
          duration: { interval: "month", interval_count: 1 },
          proration_behavior: "none",
        },
      ],
    });
  });
}

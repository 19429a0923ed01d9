import { createStripe, type StripeSettings } from "./createStripe.ts";
import { tellStripe } from "./tellStripe.ts";

/** Lets a subscription go on as it is, whatever was to come: https://docs.stripe.com/api/subscription_schedules/release */
export async function releaseSchedule(settings: StripeSettings, schedule: string): Promise<void> {
  await tellStripe(() => createStripe(settings).subscriptionSchedules.release(schedule));
}

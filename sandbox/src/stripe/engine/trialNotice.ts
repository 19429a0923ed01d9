/** "Occurs three days before a subscription's trial period is scheduled to end": https://docs.stripe.com/api/events/types */
export const TRIAL_NOTICE_SECONDS = 3 * 86_400;

/** What a card does, after https://docs.stripe.com/testing */
export interface TestCard {
  readonly number: string;
  readonly brand: "visa" | "mastercard" | "amex";
  /** The ids that stand for it in the API: `pm_card_visa`, `tok_visa`. */
  readonly names: readonly string[];
  /** Why attaching it to a customer is refused. */
  readonly attachDecline?: string;
  /** Why charging it is refused. */
  readonly chargeDecline?: string;
  /** `unless_set_up`: not off-session once it was set up or paid with by its holder. */
  readonly threeDSecure?: "always" | "unless_set_up";
  /** A charge is disputed at once. */
  readonly disputed?: boolean;
}

const declining = (reason: string) => ({ attachDecline: reason, chargeDecline: reason });

export const testCards: readonly TestCard[] = [
  { number: "4242424242424242", brand: "visa", names: ["visa"] },
  { number: "5555555555554444", brand: "mastercard", names: ["mastercard"] },
  { number: "378282246310005", brand: "amex", names: ["amex"] },
  {
    number: "4000000000000002",
    brand: "visa",
    names: ["visa_chargeDeclined", "chargeDeclined"],
    ...declining("generic_decline"),
  },
  {
    number: "4000000000009995",
    brand: "visa",
    names: ["visa_chargeDeclinedInsufficientFunds", "chargeDeclinedInsufficientFunds"],
    ...declining("insufficient_funds"),
  },
  {
    number: "4000000000000341",
    brand: "visa",
    names: ["chargeCustomerFail"],
    chargeDecline: "generic_decline",
  },
  {
    number: "4000002500003155",
    brand: "visa",
    names: ["authenticationRequiredOnSetup"],
    threeDSecure: "unless_set_up",
  },
  {
    number: "4000002760003184",
    brand: "visa",
    names: ["authenticationRequired"],
    threeDSecure: "always",
  },
  {
    number: "4000000000003220",
    brand: "visa",
    names: ["threeDSecure2Required"],
    threeDSecure: "always",
  },
  { number: "4000000000000259", brand: "visa", names: ["createDispute"], disputed: true },
];

const declineMessages: Readonly<Record<string, string>> = {
  generic_decline: "Your card was declined.",
  insufficient_funds: "Your card has insufficient funds.",
};

/** What the card's holder reads: https://docs.stripe.com/declines/codes */
export function declineMessage(reason: string): string {
  return declineMessages[reason] ?? "Your card was declined.";
}

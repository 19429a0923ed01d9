/** What a customer's bank says when a card is used. */
export type Card = "good" | "declined_then_good" | "proof" | "proof_failed" | "fails_later";

/** One thing that happens in the life of an organisation's subscription. */
export type Action =
  /** A manager opens a checkout and pays it, leaves it, or lets it expire; `twice`: two press at once. */
  | {
      readonly kind: "buy";
      readonly planId: "pro" | "team";
      readonly seats: number;
      readonly lines: number;
      readonly end: Card | "left" | "expired" | "twice";
    }
  /** A manager changes the plan as previewed; `proof`: whether they prove a payment that is asked for. */
  | {
      readonly kind: "change";
      readonly planId: "pro" | "team";
      readonly seats: number;
      readonly lines: number;
      readonly when: "now" | "period_end";
      readonly proof: boolean;
    }
  | { readonly kind: "drop_scheduled" | "cancel" | "resume" | "refresh" }
  /** Time passes for the customer. */
  | { readonly kind: "time"; readonly by: "day" | "week" | "month" | "renewal" }
  /** From now on the customer's card fails, asks for proof or works. */
  | { readonly kind: "card"; readonly becomes: "failing" | "working" }
  /** Somebody pays an open invoice on Stripe's page. */
  | { readonly kind: "pay_invoice"; readonly card: "good" | "declined" }
  | { readonly kind: "refund" | "dispute" }
  /** Somebody works in Stripe's dashboard, past us. */
  | {
      readonly kind: "past_us";
      readonly what: "end" | "end_later" | "pause" | "unpause" | "more_seats" | "void_open";
    };

/** How what Stripe tells after an action reaches us. */
export interface Post {
  /** How many of a hundred events go now; the others come later. */
  readonly nowPercent: number;
  /** How many of a hundred never come. */
  readonly lostPercent: number;
  /** How many of a hundred come twice. */
  readonly twicePercent: number;
  readonly isShuffled: boolean;
  /** How many come at once. */
  readonly atOnce: number;
}

export interface Step {
  readonly action: Action;
  readonly post: Post;
}

/** What happens to one organisation, from its first checkout on. */
export type Life = readonly Step[];

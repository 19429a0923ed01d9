/** An item of a subscription as it is to be. */
export interface WantedItem {
  /** Stripe's id of the price. */
  readonly price: string;
  readonly quantity: number;
}

/** What Stripe is told of one item: another price or quantity, a new one, or that it goes. */
export type ItemChange =
  | { readonly id: string; readonly price?: string; readonly quantity: number }
  | WantedItem
  | { readonly id: string; readonly deleted: true };

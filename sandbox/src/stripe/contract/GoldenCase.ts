/** One request and what its answer has. */
export interface Step {
  /**
   * `POST /v1/customers`. `{customer.id}` stands, here and below, for that field of the answer that an earlier step was
   * given under the name `customer`.
   */
  readonly call: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Made different for each replay. */
  readonly idempotencyKey?: string;
  /** Under which name later steps find the answer. */
  readonly as?: string;
  /** 200 where absent. */
  readonly status?: number;
  /** What the answer has among other things; a RegExp for texts, lists item by item. */
  readonly expect?: unknown;
  /** Asked again until what is expected is so: Stripe's clocks take a while. */
  readonly until?: boolean;
}

/** What Stripe promises in one of its documents, as requests and answers. */
export interface GoldenCase {
  readonly name: string;
  readonly doc: `https://docs.stripe.com/${string}`;
  readonly steps: readonly Step[];
}

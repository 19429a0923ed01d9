/**
 * Why main did not do what the page asked:
 * `foreign-sender` the caller is not the product's own top page,
 * `invalid-payload` the arguments are not of the method's form,
 * `not-allowed` the form is right but the thing is not on the allow-list,
 * `failed` the system could not do it.
 */
export type RefusalReason = "foreign-sender" | "invalid-payload" | "not-allowed" | "failed";

/** The answer to a call that main did not carry out. A call never throws. */
export interface Refusal {
  readonly refused: RefusalReason;
}

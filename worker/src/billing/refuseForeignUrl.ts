import { AppError } from "#shared/errors";
import type { Env } from "../env.ts";

/**
 * Has Stripe lead back to pages of ours alone.
 * @param field where the address stands in the request
 * @throws AppError `invalid_input`
 */
export function refuseForeignUrl(env: Pick<Env, "APP_ORIGIN">, field: string, url: string): void {
  const { origin, username, password } = new URL(url);
  if (origin === env.APP_ORIGIN && username === "" && password === "") return;
  throw new AppError("invalid_input", undefined, {
    fields: [{ path: field, message: "must be a page of SalesPulse" }],
  });
}

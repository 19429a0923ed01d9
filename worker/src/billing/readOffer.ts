import { CATALOGUE } from "#shared/catalogue";
import { AppError } from "#shared/errors";
import { readPrices } from "../clients/stripe/readPrices.ts";
import type { Env } from "../env.ts";
import type { Offer } from "./planChange.ts";

/** What is sold now. @throws AppError `unavailable` while Stripe's prices are not the catalogue's */
export async function readOffer(env: Env): Promise<Offer> {
  const read = await readPrices(env);
  if (!read.ok) throw new AppError("unavailable");
  return { catalogue: CATALOGUE, prices: read.prices };
}

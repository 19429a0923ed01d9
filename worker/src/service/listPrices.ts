import { servicePriceSchema } from "#shared/prices";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { PRICE_COLUMNS } from "./priceColumns.ts";

/** Every price there was, is and will be, by key and then the newest first. */
export const listPrices: Handlers["listPrices"] = async (context) => {
  const result = await context.db
    .from("service_prices")
    .select(PRICE_COLUMNS)
    .order("key")
    .order("valid_from", { ascending: false });
  return { prices: parseRows(result, servicePriceSchema) };
};

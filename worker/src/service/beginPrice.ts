import { METERED, servicePriceSchema } from "#shared/prices";
import { parseRow, parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { PRICE_COLUMNS } from "./priceColumns.ts";

/** Begins a price under the id its writer chose; the same again begins no second one. */
export const beginPrice: Handlers["beginPrice"] = async (context, { body }) => {
  const { id, key, amountMicros, validFrom } = body;
  const prices = context.db.from("service_prices");
  const [known] = parseRows(await prices.select(PRICE_COLUMNS).eq("id", id), servicePriceSchema);
  if (known !== undefined) return known;
  const result = await prices
    .insert({
      id,
      key,
      unit: METERED[key],
      amount_micros: amountMicros,
      ...(validFrom !== null && { valid_from: validFrom }),
    })
    .select(PRICE_COLUMNS);
  return parseRow(result, servicePriceSchema);
};

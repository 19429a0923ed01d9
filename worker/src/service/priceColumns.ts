/** A price as the API names its columns. */
export const PRICE_COLUMNS =
  "id, key, unit, amountMicros:amount_micros, validFrom:valid_from, isExample:is_example";

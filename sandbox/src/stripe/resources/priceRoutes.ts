import { z } from "zod";
import { createPrice, freeLookupKey } from "../engine/createPrice.ts";
import { amend } from "../engine/keep.ts";
import { refuse } from "../engine/refuse.ts";
import {
  flag,
  integer,
  mergeMetadata,
  metadata,
  text,
  unsettable,
  unsimulated,
} from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";

const currency = z.enum(["usd", "eur", "gbp", "cad", "aud"]);

const createParams = z.strictObject({
  active: flag().optional(),
  billing_scheme: z.enum(["per_unit"]).optional(),
  currency,
  lookup_key: text(200).optional(),
  metadata: metadata.optional(),
  nickname: text().optional(),
  product: text().optional(),
  recurring: z
    .strictObject({
      interval: z.enum(["day", "week", "month", "year"]),
      interval_count: integer({ min: 1, max: 1095 }).optional(),
      usage_type: z.enum(["licensed"]).optional(),
      trial_period_days: integer({ min: 0, max: 730 }).optional(),
      meter: unsimulated,
    })
    .optional(),
  tax_behavior: z.enum(["unspecified"]).optional(),
  transfer_lookup_key: flag().optional(),
  unit_amount: integer({ min: 0, max: 99_999_999 }),
  currency_options: unsimulated,
  custom_unit_amount: unsimulated,
  product_data: unsimulated,
  tiers: unsimulated,
  tiers_mode: unsimulated,
  transform_quantity: unsimulated,
  unit_amount_decimal: unsimulated,
});

const updateParams = z.strictObject({
  active: flag().optional(),
  lookup_key: unsettable(text(200)).optional(),
  metadata: metadata.optional(),
  nickname: unsettable(text()).optional(),
  transfer_lookup_key: flag().optional(),
  currency_options: unsimulated,
  tax_behavior: unsimulated,
});

const listParams = z.strictObject({
  ...pageParams,
  active: flag().optional(),
  created: createdParam.optional(),
  currency: currency.optional(),
  lookup_keys: z.array(text()).max(10).optional(),
  product: text().optional(),
  type: z.enum(["one_time", "recurring"]).optional(),
  recurring: unsimulated,
});

/** https://docs.stripe.com/api/prices */
export const priceRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/prices", createParams, (world, params) => {
    if (!params.product)
      refuse("You must specify either `product` or `product_data` when creating a price.", {
        code: "parameter_missing",
        param: "product",
      });
    const { recurring } = params;
    return createPrice(world, {
      product: params.product,
      currency: params.currency,
      unitAmountCents: params.unit_amount,
      recurring: recurring && {
        interval: recurring.interval,
        intervalCount: recurring.interval_count ?? 1,
        trialPeriodDays: recurring.trial_period_days ?? null,
      },
      active: params.active,
      nickname: params.nickname,
      lookupKey: params.lookup_key,
      transferLookupKey: params.transfer_lookup_key,
      metadata: mergeMetadata(null, params.metadata),
    });
  }),
  route("GET", "/v1/prices", listParams, (world, params) =>
    listPage(world, "price", "/v1/prices", params, {
      matches: (price) =>
        (params.active ?? price.active) === price.active &&
        (params.currency ?? price.currency) === price.currency &&
        (params.product ?? price.product) === price.product &&
        (params.type ?? price.type) === price.type &&
        (params.lookup_keys?.includes(price.lookup_key ?? "") ?? true) &&
        isWithin(price.created, params.created),
    }),
  ),
  route("GET", "/v1/prices/:id", z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("price", id),
  ),
  route("POST", "/v1/prices/:id", updateParams, (world, params, { id = "" }) => {
    const before = world.store.get("price", id);
    if (params.lookup_key)
      freeLookupKey(world, params.lookup_key, {
        transfer: params.transfer_lookup_key ?? false,
        besides: id,
      });
    const changes = {
      ...(params.active !== undefined && { active: params.active }),
      ...(params.lookup_key !== undefined && { lookup_key: params.lookup_key }),
      ...(params.nickname !== undefined && { nickname: params.nickname }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    return amend(world, "price", id, changes, "price.updated");
  }),
];

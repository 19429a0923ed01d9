import { z } from "zod";
import { amend, create } from "../engine/keep.ts";
import { refuse } from "../engine/refuse.ts";
import {
  flag,
  mergeMetadata,
  metadata,
  text,
  unsettable,
  unsimulated,
} from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";

const productParams = {
  active: flag().optional(),
  description: unsettable(text(40_000)).optional(),
  metadata: metadata.optional(),
  unit_label: unsettable(text(12)).optional(),
  url: unsettable(text()).optional(),
  statement_descriptor: text(22).optional(),
  marketing_features: z
    .array(z.strictObject({ name: text(80) }))
    .max(15)
    .optional(),
  images: unsimulated,
  package_dimensions: unsimulated,
  shippable: unsimulated,
  tax_code: unsimulated,
  tax_details: unsimulated,
};

const createParams = z.strictObject({
  ...productParams,
  name: text(),
  id: text().optional(),
  type: z.enum(["service"]).optional(),
  default_price_data: unsimulated,
});

const updateParams = z.strictObject({
  ...productParams,
  name: text().optional(),
  default_price: text().optional(),
});

const listParams = z.strictObject({
  ...pageParams,
  active: flag().optional(),
  created: createdParam.optional(),
  ids: z.array(text()).optional(),
  shippable: unsimulated,
  type: unsimulated,
  url: unsimulated,
});

/** https://docs.stripe.com/api/products */
export const productRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/products", createParams, (world, params) => {
    const id = params.id ?? world.newId("prod", 14);
    if (world.store.find("product", id))
      refuse(`Product already exists.`, { code: "resource_already_exists", param: "id" });
    const now = world.now();
    return create(
      world,
      "product",
      {
        id,
        object: "product",
        active: params.active ?? true,
        created: now,
        default_price: null,
        description: params.description ?? null,
        images: [],
        livemode: false,
        marketing_features: params.marketing_features ?? [],
        metadata: mergeMetadata(null, params.metadata),
        name: params.name,
        package_dimensions: null,
        shippable: null,
        statement_descriptor: params.statement_descriptor ?? null,
        tax_code: null,
        tax_details: null,
        type: "service",
        unit_label: params.unit_label ?? null,
        updated: now,
        url: params.url ?? null,
      },
      "product.created",
    );
  }),
  route("GET", "/v1/products", listParams, (world, params) =>
    listPage(world, "product", "/v1/products", params, {
      matches: ({ id, active, created }) =>
        (params.active ?? active) === active &&
        (params.ids?.includes(id) ?? true) &&
        isWithin(created, params.created),
    }),
  ),
  route("GET", "/v1/products/:id", z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("product", id),
  ),
  route("POST", "/v1/products/:id", updateParams, (world, params, { id = "" }) => {
    const before = world.store.get("product", id);
    const { metadata: change, default_price, ...given } = params;
    if (default_price) world.store.get("price", default_price, "default_price");
    const { active, description, name, unit_label, url, statement_descriptor } = given;
    const changes = {
      ...(active !== undefined && { active }),
      ...(description !== undefined && { description }),
      ...(name !== undefined && { name }),
      ...(unit_label !== undefined && { unit_label }),
      ...(url !== undefined && { url }),
      ...(statement_descriptor !== undefined && { statement_descriptor }),
      ...(given.marketing_features && { marketing_features: given.marketing_features }),
      ...(default_price && { default_price }),
      metadata: mergeMetadata(before.metadata, change),
      updated: world.now(),
    };
    return amend(world, "product", id, changes, "product.updated");
  }),
  route("DELETE", "/v1/products/:id", z.strictObject({}), (world, _params, { id = "" }) => {
    const product = world.store.get("product", id);
    if (world.store.list("price").some((price) => price.product === id))
      refuse("This product cannot be deleted because it has one or more user-created prices.");
    world.emit("product.deleted", product);
    world.store.remove("product", id);
    return { id, object: "product", deleted: true };
  }),
];

import { priceSteps } from "../beginnings.ts";
import type { GoldenCase } from "../GoldenCase.ts";

const invalid = (more: object) => ({ error: { type: "invalid_request_error", ...more } });

/** What holds for every call. */
export const frameCases: readonly GoldenCase[] = [
  {
    name: "a parameter that Stripe does not know is refused by its name",
    doc: "https://docs.stripe.com/error-codes#parameter-unknown",
    steps: [
      {
        call: "POST /v1/customers",
        params: { frobs: "1" },
        status: 400,
        expect: invalid({
          code: "parameter_unknown",
          param: "frobs",
          message: /^Received unknown parameter: frobs/,
          doc_url: /error-codes\/parameter-unknown$/,
        }),
      },
    ],
  },
  {
    name: "a parameter that is missing is asked for by its name",
    doc: "https://docs.stripe.com/error-codes#parameter-missing",
    steps: [
      {
        call: "POST /v1/prices",
        status: 400,
        expect: invalid({ code: "parameter_missing", param: "currency" }),
      },
    ],
  },
  {
    name: "a number that is none is refused",
    doc: "https://docs.stripe.com/error-codes#parameter-invalid-integer",
    steps: [
      {
        call: "GET /v1/customers",
        params: { limit: "many" },
        status: 400,
        expect: invalid({ code: "parameter_invalid_integer", param: "limit" }),
      },
    ],
  },
  {
    name: "what is not there is a 404 in the address and a 400 in a parameter",
    doc: "https://docs.stripe.com/error-codes#resource-missing",
    steps: [
      {
        call: "GET /v1/customers/cus_none",
        status: 404,
        expect: invalid({
          code: "resource_missing",
          param: "id",
          message: "No such customer: 'cus_none'",
        }),
      },
      {
        call: "POST /v1/billing_portal/sessions",
        params: { customer: "cus_none" },
        status: 400,
        expect: invalid({ code: "resource_missing", param: "customer" }),
      },
      {
        call: "GET /v1/frobs",
        status: 404,
        expect: invalid({ message: /^Unrecognized request URL/ }),
      },
    ],
  },
  {
    name: "a key does a thing once, and stands for nothing else",
    doc: "https://docs.stripe.com/api/idempotent_requests",
    steps: [
      {
        call: "POST /v1/customers",
        params: { name: "Once" },
        idempotencyKey: "once",
        as: "customer",
      },
      {
        call: "POST /v1/customers",
        params: { name: "Once" },
        idempotencyKey: "once",
        expect: { id: "{customer.id}", name: "Once" },
      },
      {
        call: "POST /v1/customers",
        params: { name: "Twice" },
        idempotencyKey: "once",
        status: 400,
        expect: {
          error: {
            type: "idempotency_error",
            message: /can only be used with the same parameters they were first used with/,
          },
        },
      },
    ],
  },
  {
    name: "metadata is merged, and an empty text takes a key away",
    doc: "https://docs.stripe.com/api/metadata",
    steps: [
      { call: "POST /v1/customers", params: { metadata: { a: "1", b: "2" } }, as: "customer" },
      {
        call: "POST /v1/customers/{customer.id}",
        params: { metadata: { a: "", c: "3" } },
        as: "changed",
        expect: { metadata: { b: "2", c: "3" } },
      },
      {
        call: "POST /v1/customers/{customer.id}",
        params: { metadata: "" },
        expect: { metadata: {} },
      },
      {
        call: "POST /v1/customers/{customer.id}",
        params: { metadata: { ["k".repeat(41)]: "v" } },
        status: 400,
        expect: invalid({}),
      },
    ],
  },
  {
    name: "ids are expanded to objects at a path, to four levels, and not where nothing can be",
    doc: "https://docs.stripe.com/expand",
    steps: [
      ...priceSteps("plan", 1000),
      { call: "GET /v1/prices/{plan.id}", expect: { product: "{planProduct.id}" } },
      {
        call: "GET /v1/prices/{plan.id}",
        params: { expand: ["product"] },
        expect: { product: { id: "{planProduct.id}", object: "product" } },
      },
      {
        call: "GET /v1/prices",
        params: { limit: 1, expand: ["data.product"] },
        expect: { data: [{ product: { object: "product" } }] },
      },
      {
        call: "GET /v1/prices/{plan.id}",
        params: { expand: ["metadata"] },
        status: 400,
        expect: invalid({ message: /^This property cannot be expanded \(metadata\)/ }),
      },
      {
        call: "GET /v1/prices",
        params: { expand: ["product"] },
        status: 400,
        expect: invalid({ message: /You may want to try expanding 'data.product' instead/ }),
      },
      {
        call: "GET /v1/invoices",
        params: { expand: ["data.payments.data.payment.charge"] },
        status: 400,
        expect: invalid({ message: /^You cannot expand more than 4 levels of a property/ }),
      },
    ],
  },
  {
    name: "an endpoint's secret is shown when it is made, and never again",
    doc: "https://docs.stripe.com/api/webhook_endpoints/object#webhook_endpoint_object-secret",
    steps: [
      {
        call: "POST /v1/webhook_endpoints",
        params: { url: "https://example.com/hook", enabled_events: ["invoice.paid"] },
        as: "endpoint",
        expect: { object: "webhook_endpoint", secret: /^whsec_\w+$/, status: "enabled" },
      },
      {
        call: "POST /v1/webhook_endpoints/{endpoint.id}",
        params: { disabled: true },
        as: "changed",
        expect: { status: "disabled", enabled_events: ["invoice.paid"] },
      },
      { call: "DELETE /v1/webhook_endpoints/{endpoint.id}", expect: { deleted: true } },
    ],
  },
  {
    name: "a lookup key is handed from one price to the next",
    doc: "https://docs.stripe.com/products-prices/manage-prices#lookup-keys",
    steps: [
      ...priceSteps("old", 1000),
      {
        call: "POST /v1/prices/{old.id}",
        params: { lookup_key: "contract_{old.id}" },
        expect: { lookup_key: "contract_{old.id}" },
      },
      ...priceSteps("next", 1200),
      {
        call: "POST /v1/prices/{next.id}",
        params: { lookup_key: "contract_{old.id}" },
        status: 400,
        expect: invalid({}),
      },
      {
        call: "POST /v1/prices/{next.id}",
        params: { lookup_key: "contract_{old.id}", transfer_lookup_key: true },
      },
      { call: "GET /v1/prices/{old.id}", expect: { lookup_key: null } },
      {
        call: "GET /v1/prices",
        params: { lookup_keys: ["contract_{old.id}"] },
        expect: { data: [{ id: "{next.id}", unit_amount: 1200 }] },
      },
    ],
  },
];

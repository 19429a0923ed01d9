import { z } from "zod";
import { addToClock, customersOf } from "../engine/clockCustomers.ts";
import { amend, create } from "../engine/keep.ts";
import { refuse } from "../engine/refuse.ts";
import { text, timestamp } from "../http/formParams.ts";
import { listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import { deleteCustomer } from "./customerRoutes.ts";

const PATH = "/v1/test_helpers/test_clocks";
const none = z.strictObject({});
const KEPT_SECONDS = 30 * 86_400;

/** https://docs.stripe.com/api/test_clocks: a clock told to advance arrives before the next request is answered. */
export const testClockRoutes: readonly StripeRoute[] = [
  route(
    "POST",
    PATH,
    z.strictObject({
      frozen_time: timestamp(),
      name: text().optional(),
      customer: text().optional(),
    }),
    (world, params) => {
      const clock = create(
        world,
        "test_helpers.test_clock",
        {
          id: world.newId("clock"),
          object: "test_helpers.test_clock",
          created: world.now(),
          deletes_after: world.now() + KEPT_SECONDS,
          frozen_time: params.frozen_time,
          livemode: false,
          name: params.name ?? null,
          status: "ready",
          status_details: {},
        },
        "test_helpers.test_clock.created",
      );
      const customer = params.customer && world.store.get("customer", params.customer, "customer");
      if (!customer) return clock;
      if (customer.test_clock)
        refuse("This customer already has a test clock.", { param: "customer" });
      for (const kind of ["subscription", "invoice", "subscription_schedule"] as const)
        for (const { id } of world.store.list(kind, customer.id))
          amend(world, kind, id, { test_clock: clock.id });
      addToClock(world, clock.id, customer.id);
      amend(world, "customer", customer.id, { test_clock: clock.id });
      return clock;
    },
  ),
  route("GET", PATH, z.strictObject(pageParams), (world, params) =>
    listPage(world, "test_helpers.test_clock", PATH, params),
  ),
  route("GET", `${PATH}/:id`, none, ({ store }, _params, { id = "" }) =>
    store.get("test_helpers.test_clock", id),
  ),
  route("DELETE", `${PATH}/:id`, none, (world, _params, { id = "" }) => {
    const clock = world.store.get("test_helpers.test_clock", id);
    for (const customer of customersOf(world, id))
      if (world.store.find("customer", customer)) deleteCustomer(world, customer);
    world.store.remove("test_helpers.test_clock", id);
    world.emit("test_helpers.test_clock.deleted", clock);
    return { id, object: "test_helpers.test_clock", deleted: true };
  }),
  route(
    "POST",
    `${PATH}/:id/advance`,
    z.strictObject({ frozen_time: timestamp() }),
    (world, params, { id = "" }) => {
      const clock = world.store.get("test_helpers.test_clock", id);
      if (clock.status !== "ready")
        refuse("The test clock is already advancing. Wait until its status is `ready`.", {
          code: "test_clock_advancing",
        });
      if (params.frozen_time <= clock.frozen_time)
        refuse("`frozen_time` must be after the test clock's current frozen time.", {
          param: "frozen_time",
        });
      const advancing = amend(world, "test_helpers.test_clock", id, {
        status: "advancing",
        status_details: { advancing: { target_frozen_time: params.frozen_time } },
      });
      world.emit("test_helpers.test_clock.advancing", advancing);
      return advancing;
    },
  ),
];

import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestStripe, type TestStripe } from "../startTestStripe.ts";
import { goldenCases } from "./goldenCases.ts";
import { replayCase } from "./replayCase.ts";

let world: TestStripe;
beforeAll(async () => {
  world = await startTestStripe();
});
afterAll(() => world.stop());

test.each(goldenCases)("$name ($doc)", async (golden) => {
  expect(await replayCase(world.stripe, golden, () => undefined)).toBeUndefined();
});

test("an answer that lacks something is told from one that has it", async () => {
  const lacking = (expected: unknown) =>
    replayCase(
      world.stripe,
      {
        name: "",
        doc: "https://docs.stripe.com/api/customers",
        steps: [{ call: "POST /v1/customers", params: { name: "Ada" }, expect: expected }],
      },
      () => undefined,
    );
  expect(await lacking({ name: "Ada", balance: 0, id: /^cus_/ })).toBeUndefined();
  expect(await lacking({ name: "Bob" })).toBe(
    'step 1, POST /v1/customers: the answer.name is "Ada", not "Bob"',
  );
  expect(await lacking({ preferred_locales: [{}] })).toContain("not 1 items");
  expect(await lacking({ id: /^prod_/ })).toContain("not like");
});

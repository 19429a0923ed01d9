import { expect, it } from "vitest";
import { mailKind, sourceName } from "./words.ts";

it.each([
  ["invite_member", "Invitation"],
  ["billing_failure", "Payment failed"],
  ["some_later_kind", "Some later kind"],
  ["constructor_", "Constructor "],
])("a mail of the kind %s is called %s", (template, said) => {
  expect(mailKind(template)).toBe(said);
});

it.each([
  ["feature_flags", "Feature flags"],
  ["stripe", "Stripe"],
])("a message of %s is of %s", (source, said) => {
  expect(sourceName(source)).toBe(said);
});

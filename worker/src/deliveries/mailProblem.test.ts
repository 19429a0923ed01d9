import { expect, it } from "vitest";
import { mailProblem } from "./mailProblem.ts";

it.each([
  [null, null],
  ["there is nobody to send it to any more", "gone"],
  ["401: Forbidden", "setup"],
  ["403: Domain not allowed", "setup"],
  ["404: Domain not found", "setup"],
  ["429: Too many requests", "busy"],
  ["400: 'to' parameter is not a valid address", "refused"],
  ["413: too large", "refused"],
  ["500: oops", "unreached"],
  ["no answer: fetch failed", "unreached"],
  ["never reached Mailgun", "unreached"],
  ["not among Mailgun's events yet", "unclear"],
  ["TypeError: something new", "unclear"],
])("%s is %s", (lastError, problem) => {
  expect(mailProblem(lastError)).toBe(problem);
});

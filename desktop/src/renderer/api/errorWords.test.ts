import { expect, test } from "vitest";
import { AppError, ERRORS, isErrorCode } from "#shared/errors";
import { ERROR_WORDS, wordsFor } from "./errorWords.ts";

test.each(Object.keys(ERRORS).filter(isErrorCode))(
  "%s says what happened, what it means, what to do",
  (code) => {
    const { title, meaning, action } = ERROR_WORDS[code];
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(action).toMatch(/^[A-Z].*\.$/);
  },
);

test("a fault of ours names its request, other failures do not", () => {
  const options = { requestId: "req_1" };
  expect(wordsFor(new AppError("internal", "", options)).requestId).toBe("req_1");
  expect(wordsFor(new AppError("unavailable", "", options)).requestId).toBe("req_1");
  expect(wordsFor(new AppError("forbidden", "", options)).requestId).toBeUndefined();
});

test("a declined card is explained in its bank's words, other failures never in the service's", () => {
  const says = "Your card has insufficient funds.";
  expect(wordsFor(new AppError("payment_declined", says)).meaning).toContain(says);
  expect(wordsFor(new AppError("payment_declined")).meaning).toBe(
    ERROR_WORDS.payment_declined.meaning,
  );
  expect(JSON.stringify(wordsFor(new AppError("conflict", says)))).not.toContain(says);
});

test("what is not one of our errors is an internal one, whatever it says", () => {
  expect(wordsFor(new TypeError("x is undefined"))).toMatchObject({ code: "internal" });
  expect(JSON.stringify(wordsFor("secret"))).not.toContain("secret");
});

test.each([
  [1, "Try again in 1 second."],
  [30, "Try again in 30 seconds."],
  [300, "Try again in 5 minutes."],
  [7_200, "Try again in 2 hours."],
])("a pause of %i s is said in words", (retryAfterSeconds, action) => {
  expect(wordsFor(new AppError("rate_limited", "", { retryAfterSeconds })).action).toBe(action);
});

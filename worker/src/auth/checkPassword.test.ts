import { describe, expect, it } from "vitest";
import { checkPassword } from "./checkPassword.ts";

describe("checkPassword", () => {
  it.each([
    "qwertyuiop",
    "Password123",
    "1234567890",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "SalesPulse2026",
    "ada@example.test",
  ])("refuses %s", (password) => {
    expect(() => checkPassword(password, "ada@example.test")).toThrow(
      expect.objectContaining({ code: "weak_password" }),
    );
  });

  it.each(["correct horse battery", "xK9$mmp2!vQ", "пароль-что-надо"])("takes %s", (password) => {
    expect(() => checkPassword(password, "ada@example.test")).not.toThrow();
  });
});

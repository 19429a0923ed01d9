import { describe, expect, test } from "vitest";
import { channelOf, methodNames } from "./methodNames.ts";
import { methods } from "./methods.ts";

describe("the table of IPC methods", () => {
  test("has exactly the methods that the preload script offers, each on its own channel", () => {
    expect(Object.keys(methods).toSorted()).toEqual([...methodNames].toSorted());
    for (const name of methodNames) expect(methods[name].channel).toBe(channelOf(name));
  });

  test.each(["+14155550100", "+442071838750"])("dials %s", (phone) => {
    expect(methods.dial.payload.safeParse({ phone, method: { kind: "tel" } }).success).toBe(true);
  });

  test.each([
    "4155550100",
    "+0155550100",
    "+1415",
    "+1415555010000000",
    "+1 415 555 0100",
    "+14155550100;ext=1",
    "+14155550100\n",
    "tel:+14155550100",
    "+1415555010٠",
    "",
    14155550100,
    null,
  ])("does not dial %j", (phone) => {
    expect(methods.dial.payload.safeParse({ phone, method: { kind: "tel" } }).success).toBe(false);
  });

  test.each([
    undefined,
    "tel",
    { kind: "tel", template: "file:///etc/passwd" },
    { kind: "shell" },
    { kind: "sip" },
    { kind: "template", template: "x".repeat(501) },
  ])("does not dial by %j", (method) => {
    expect(methods.dial.payload.safeParse({ phone: "+14155550100", method }).success).toBe(false);
  });

  test.each(methodNames)(
    "%s refuses fields that it does not know, and no object at all",
    (name) => {
      for (const payload of [{ extra: 1 }, null, undefined, "text", []]) {
        expect(methods[name].payload.safeParse(payload).success).toBe(false);
      }
    },
  );

  test("a theme is one of three", () => {
    expect(methods.setTheme.payload.safeParse({ theme: "dark" }).success).toBe(true);
    expect(methods.setTheme.payload.safeParse({ theme: "pink" }).success).toBe(false);
  });
});

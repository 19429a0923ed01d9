import { describe, expect, it } from "vitest";
import { areaCodeOf, stateOfAreaCode } from "./areaCodes.ts";

describe("area codes", () => {
  it.each([
    ["+14155550142", "CA"],
    ["+17875550142", "PR"],
    ["+16715550142", "GU"],
    ["+14165550142", "ON"],
  ])("tell where %s belongs", (phone, state) => {
    expect(stateOfAreaCode(areaCodeOf(phone) ?? "")).toBe(state);
  });

  it.each(["+18005550142", "+18765550142", "+442079460018", "+1415555014", "4155550142"])(
    "tell nothing of %s",
    (phone) => {
      expect(stateOfAreaCode(areaCodeOf(phone) ?? "")).toBeUndefined();
    },
  );
});

import { describe, expect, it } from "vitest";
import { placeTimeZone } from "./placeTimeZone.ts";

const TOLL_FREE = "+18005550142";

describe("placeTimeZone", () => {
  it.each([
    ["TX", "79901", "America/Denver", "postal_code"],
    ["TX", "77001", "America/Chicago", "postal_code"],
    ["MA", "2139", "America/New_York", "postal_code"],
    ["PR", "901", "America/Puerto_Rico", "postal_code"],
    ["AZ", "85001-1234", "America/Phoenix", "postal_code"],
    ["AZ", "86515", "America/Denver", "postal_code"],
    ["IN", "46402", "America/Chicago", "postal_code"],
    ["IN", "47714", "America/Chicago", "postal_code"],
    ["KY", "42101", "America/Chicago", "postal_code"],
    ["OR", "97914", "America/Denver", "postal_code"],
    ["FL", "32501", "America/Chicago", "postal_code"],
    ["GU", "96910", "Pacific/Guam", "postal_code"],
    ["PW", "96940", "Pacific/Palau", "postal_code"],
    ["FM", "96941", "Pacific/Pohnpei", "postal_code"],
    ["MH", "96960", "Pacific/Majuro", "postal_code"],
    ["MP", "96950", "Pacific/Saipan", "postal_code"],
    ["VI", "00802", "America/St_Thomas", "postal_code"],
    ["AS", "96799", "Pacific/Pago_Pago", "postal_code"],
    ["ON", "M5V 2T6", "America/Toronto", "postal_code"],
    ["CA", null, "America/Los_Angeles", "state"],
    ["PR", null, "America/Puerto_Rico", "state"],
    ["MB", null, "America/Winnipeg", "state"],
  ])("%s %s lies in %s, told by its %s", (state, postalCode, timeZone, source) => {
    expect(placeTimeZone({ state, postalCode, phone: TOLL_FREE })).toEqual({ timeZone, source });
  });

  it.each([
    ["+14155550142", "America/Los_Angeles"],
    ["+19155550142", "America/Denver"],
    ["+18655550142", "America/New_York"],
    ["+13125550142", "America/Chicago"],
    ["+17875550142", "America/Puerto_Rico"],
    ["+14165550142", "America/Toronto"],
    ["+442079460018", "Europe/London"],
    ["+493012345678", "Europe/Berlin"],
  ])("a lead of no known place is where its number %s is from: %s", (phone, timeZone) => {
    const place = { state: null, postalCode: null, phone };
    expect(placeTimeZone(place)).toEqual({ timeZone, source: "number" });
  });

  it("a number tells which of a state's clocks, and no other state's", () => {
    const inTexas = { state: "TX", postalCode: null };
    expect(placeTimeZone({ ...inTexas, phone: "+19155550142" })?.timeZone).toBe("America/Denver");
    expect(placeTimeZone({ ...inTexas, phone: "+14155550142" })).toBeNull();
  });

  it.each([
    ["TX", null, TOLL_FREE, "keeps two clocks"],
    ["NV", null, TOLL_FREE, "keeps two clocks"],
    ["TN", "unknown", TOLL_FREE, "keeps two clocks"],
    ["CA", "10001", "+14155550142", "is not where the code is"],
    ["BE", "10115", "+861012345678", "is no state, and the number another country's"],
    [null, null, "+12085550142", "is of a code with two clocks"],
    [null, null, "+18505550142", "is of a code with two clocks"],
    [null, null, "+61291234567", "is of a country with many clocks"],
    [null, null, TOLL_FREE, "is nowhere"],
    ["XX", "00000", TOLL_FREE, "is nowhere"],
    ["__proto__", "constructor", TOLL_FREE, "is nowhere"],
  ])("does not guess for %s %s %s, which %s", (state, postalCode, phone, _why) => {
    expect(placeTimeZone({ state, postalCode, phone })).toBeNull();
  });

  it("reads a foreign code of five digits as no US one", () => {
    const berlin = { state: null, postalCode: "10115", phone: "+493012345678" };
    expect(placeTimeZone(berlin)).toEqual({ timeZone: "Europe/Berlin", source: "number" });
  });
});

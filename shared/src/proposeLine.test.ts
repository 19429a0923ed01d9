import { describe, expect, it } from "vitest";
import type { Line } from "./playbook.ts";
import { proposeLine } from "./proposeLine.ts";
import { distanceKm } from "./stateCentroids.ts";

const ME = "11111111-1111-4111-8111-111111111111";
const OTHER = "22222222-2222-4222-8222-222222222222";

const line = (phone: string, changed: Partial<Line> = {}): Line => ({
  id: phone,
  phone,
  label: phone,
  userId: null,
  isActive: true,
  ...changed,
});
const NEW_YORK = line("+12125550100");
const DENVER = line("+13035550100");
const LOS_ANGELES = line("+12135550100");
const LINES = [NEW_YORK, DENVER, LOS_ANGELES];
const propose = (phone: string, state: string | null, lines: readonly Line[] = LINES) =>
  proposeLine(lines, { phone, state }, ME)?.phone ?? null;

describe("proposeLine", () => {
  it.each([
    ["the same area code, wherever the lead lives now", "+12125550177", "CA", NEW_YORK],
    ["the lead's own state", "+14155550177", "CA", LOS_ANGELES],
    ["the nearest state: Utah", "+18015550177", "UT", DENVER],
    ["the nearest state: Maine", "+12075550177", "ME", NEW_YORK],
    ["the nearest state: Hawaii", "+18085550177", "hi", LOS_ANGELES],
    ["the number's state where the lead's is not known", "+18015550177", null, DENVER],
    ["the number's state where the lead's is no state", "+18015550177", "Utah!", DENVER],
    ["the lead's state where the number is of no place", "+18005550177", "OR", LOS_ANGELES],
  ])("takes %s", (_, phone, state, expected) => {
    expect(propose(phone, state)).toBe(expected.phone);
  });

  it("takes the rep's own line before anyone's where both are as near", () => {
    const mine = line("+16465550100", { userId: ME });
    expect(propose("+19175550177", "NY", [...LINES, mine])).toBe(mine.phone);
    expect(propose("+12125550177", "NY", [...LINES, mine])).toBe(NEW_YORK.phone);
    expect(propose("+12125550177", "NY", [line("+12125550101", { userId: ME }), ...LINES])).toBe(
      "+12125550101",
    );
  });

  it("takes no line that is resting or another rep's", () => {
    const resting = line("+12125550101", { isActive: false });
    const theirs = line("+12125550102", { userId: OTHER });
    expect(propose("+12125550177", "NY", [resting, theirs])).toBeNull();
    expect(propose("+12125550177", "NY", [resting, theirs, DENVER])).toBe(DENVER.phone);
  });

  it("takes the rep's own where nobody can tell what is near", () => {
    const abroad = line("+442079460018");
    const mine = line("+493012345678", { userId: ME });
    expect(propose("+33123456789", null, [NEW_YORK, abroad, mine])).toBe(mine.phone);
    expect(propose("+33123456789", null, [])).toBeNull();
  });
});

describe("distanceKm", () => {
  it("is about right, also across the date line, and endless where a place is not known", () => {
    expect(distanceKm("CO", "WY")).toBeGreaterThan(400);
    expect(distanceKm("CO", "WY")).toBeLessThan(600);
    expect(distanceKm("GU", "HI")).toBeLessThan(distanceKm("GU", "NY"));
    expect(distanceKm("CA", "ca")).toBe(0);
    expect(distanceKm("CA", "constructor")).toBe(Number.POSITIVE_INFINITY);
  });
});

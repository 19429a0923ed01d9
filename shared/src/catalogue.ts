// Made of data/plans.yml by `npm run plans`. Change that.
import type { Catalogue } from "./plans.ts";

/** Everything that is sold. */
export const CATALOGUE: Catalogue = {
  currency: "usd",
  plans: [
    {
      id: "free",
      name: "Free",
      says: "For trying it out with a few colleagues.",
      price: null,
      contact: null,
      allows: { seats: 5, simLines: 2, lists: 10, historyDays: 90, features: [] },
    },
    {
      id: "pro",
      name: "Pro",
      says: "For a small team that calls every day.",
      price: { lookupKey: "pro_monthly", amountCents: 9900, seats: null },
      contact: null,
      allows: { seats: 10, simLines: 5, lists: 100, historyDays: 730, features: ["live_lists"] },
    },
    {
      id: "team",
      name: "Team",
      says: "For a sales floor that grows, by the seat.",
      price: { lookupKey: "team_seat_monthly", amountCents: 2900, seats: { min: 3, max: 500 } },
      contact: null,
      allows: {
        seats: null,
        simLines: 20,
        lists: null,
        historyDays: null,
        features: ["live_lists", "audit_csv"],
      },
    },
    {
      id: "enterprise",
      name: "Enterprise",
      says: "For several floors, with terms of your own.",
      price: null,
      contact: "sales@miodiollc.com",
      allows: {
        seats: null,
        simLines: null,
        lists: null,
        historyDays: null,
        features: ["live_lists", "audit_csv"],
      },
    },
  ],
  sim: {
    name: "SIM lines",
    single: { lookupKey: "sim_single_monthly", amountCents: 1000, lines: 1 },
    bundle: { lookupKey: "sim_bundle_3_monthly", amountCents: 2500, lines: 3 },
  },
  voice: {
    name: "Voice AI",
    flag: "voice_ai_enabled",
    single: {
      lookupKey: "voice_single_monthly",
      amountCents: 3000,
      lines: 1,
      variable: "VOICE_ADDON_SINGLE_SIM_PRICE_ID",
    },
    bundle: {
      lookupKey: "voice_bundle_3_monthly",
      amountCents: 7500,
      lines: 3,
      variable: "VOICE_ADDON_BUNDLE_3_PRICE_ID",
    },
  },
};

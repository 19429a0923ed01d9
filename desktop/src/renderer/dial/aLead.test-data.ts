import type { Lead } from "#shared/leads";

/** A lead for tests, with what matters given. */
export function aLead(number: number, more: Partial<Lead> = {}): Lead {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    name: `Lead ${number}`,
    title: null,
    company: null,
    phone: `+1415555${String(100 + number).padStart(4, "0")}`,
    phoneOriginal: "",
    email: null,
    address: null,
    city: null,
    state: null,
    postalCode: null,
    timeZone: null,
    timeZoneSource: null,
    ownerId: null,
    isSample: false,
    doNotCall: false,
    custom: {},
    lastCalledAt: null,
    lastOutcome: null,
    createdAt: "2026-11-22T09:00:00Z",
    ...more,
  };
}

import type { HeldLead, Permit } from "#shared/dialing";
import type { Lead } from "#shared/leads";

/** A lead for tests, with what matters given. */
export function aLead(number: number, more: Partial<Lead> = {}): Lead {
  return {
    id: idOf(number),
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
    score: 0,
    consent: null,
    dialState: "ready",
    readyAt: null,
    attemptCount: 0,
    createdAt: "2026-11-22T09:00:00Z",
    ...more,
  };
}

/** A lead that the Worker holds for the rep, with a permit from 17:00 to 17:05 UTC, 9 AM in San Francisco. */
export function aHeldLead(
  number: number,
  more: Partial<HeldLead> & { lead?: Lead; permit?: Permit | null } = {},
): HeldLead {
  const lead = more.lead ?? aLead(number, { timeZone: "America/Los_Angeles" });
  return {
    lead,
    permit: {
      id: `40000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
      leadId: lead.id,
      issuedAt: "2026-11-22T17:00:00Z",
      expiresAt: "2026-11-22T17:05:00Z",
      isPractice: lead.isSample,
      timeZone: lead.timeZone,
      timeZoneSource: "file",
      localTime: "09:00",
      listVersions: { organization: 1 },
      consent: null,
    },
    refusal: null,
    callback: null,
    heldUntil: "2026-11-22T17:05:00Z",
    ...more,
  };
}

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

import { describe, expect, test } from "vitest";
import type { AuditLine } from "#shared/audit";
import { auditWords } from "./auditWords.ts";

const ADA = "00000000-0000-4000-8000-00000000000a";
const BO = "00000000-0000-4000-8000-00000000000b";
const NAMES: Readonly<Record<string, string>> = { [ADA]: "Ada", [BO]: "Bo" };

const say = (given: Partial<AuditLine>) => {
  const { who, what } = auditWords(
    {
      id: "1",
      at: "2026-11-23T09:00:00Z",
      actorId: ADA,
      actorEmail: "ada@example.test",
      via: "app",
      action: "change",
      entity: "script",
      entityId: null,
      label: null,
      changes: {},
      ...given,
    },
    (id) => NAMES[id],
  );
  return `${who} ${what}`;
};

const member = { entity: "member", entityId: BO, label: "bo@example.test" } as const;

describe("a line of the trail reads as a sentence", () => {
  test.each<readonly [Partial<AuditLine>, string]>([
    [
      { ...member, changes: { role: ["rep", "manager"] } },
      "Ada changed the role of Bo from Rep to Manager",
    ],
    [
      { ...member, action: "add", actorId: null, changes: { role: [null, "rep"] } },
      "Bo joined as Rep",
    ],
    [
      {
        ...member,
        action: "deactivate",
        changes: {
          role: ["rep", null],
          successor: [null, ADA],
          leads: [null, 1200],
          tasks: [null, 1],
          lists: [null, 0],
        },
      },
      "Ada deactivated Bo and handed 1,200 leads, 1 task to Ada",
    ],
    [
      { ...member, action: "deactivate", changes: { leads: [null, 2], successor: [null, null] } },
      "Ada deactivated Bo and handed 2 leads to nobody",
    ],
    [{ ...member, action: "deactivate" }, "Ada deactivated Bo and had nothing to hand over"],
    [
      { ...member, action: "reactivate", changes: { role: [null, "rep"] } },
      "Ada brought Bo back as Rep",
    ],
    [
      {
        entity: "invitation",
        action: "add",
        label: "jo@example.test",
        changes: { role: [null, "admin"] },
      },
      "Ada invited jo@example.test as Admin",
    ],
    [
      {
        entity: "invitation",
        label: "jo@example.test",
        changes: { revoked_at: [null, "2026-11-23"] },
      },
      "Ada revoked the invitation of jo@example.test",
    ],
    [
      { entity: "organization", label: "Engines", changes: { name: ["Ada's team", "Engines"] } },
      "Ada changed the organization “Engines”: name from Ada's team to Engines",
    ],
    [
      { label: "Opening", changes: { text: ["Hi", "x".repeat(300)] } },
      "Ada changed the script “Opening”",
    ],
    [
      { entity: "dial_settings", changes: { calls_per_day: [null, 60] } },
      "Ada changed goals and pauses: calls per day from nothing to 60",
    ],
    [{ entity: "line", action: "remove", label: "Desk" }, "Ada removed the SIM line “Desk”"],
    [
      {
        entity: "flag_override",
        label: "voice_ai_enabled for bo",
        changes: { is_on: [null, true] },
      },
      "Ada switched the feature flag “voice_ai_enabled for bo” on",
    ],
    [
      { entity: "flag", label: "x", actorId: null, actorEmail: null, via: "feature_flags" },
      "A message of feature flags changed the feature flag “x”",
    ],
    [
      { entity: "subscription", label: "team", actorId: null, actorEmail: null, via: "stripe" },
      "Stripe changed the subscription of the plan “team”",
    ],
    [{ entity: "export", action: "start" }, "Ada started an export"],
    [
      { entity: "erasure", action: "finish", actorId: null, actorEmail: null, via: "database" },
      "The service finished an erasure",
    ],
    [
      { entity: "mail", action: "replay", label: "invite_member" },
      "Ada tried again the mail “invite_member”",
    ],
    [{ entity: "new_thing", action: "retry" }, "Ada retried the new thing"],
    [{ actorId: null, actorEmail: "gone@example.test" }, "gone@example.test changed the script"],
    [
      { actorId: null, actorEmail: null, via: "database" },
      "Somebody past the app changed the script",
    ],
  ])("%#: %s", (line, sentence) => {
    expect(say(line)).toBe(sentence);
  });
});

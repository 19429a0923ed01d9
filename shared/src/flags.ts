import { z } from "zod";
import { wholeNumber } from "./text.ts";

/** Every feature flag that the code asks for: what it is called and what it does. */
export const FLAGS = {
  voice_ai_enabled: {
    name: "Voice AI",
    description: "Voice AI listens in on calls and helps reps while they talk.",
  },
} as const satisfies Record<string, { name: string; description: string }>;
export type FlagKey = keyof typeof FLAGS;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal
export const FLAG_KEYS = Object.keys(FLAGS) as FlagKey[];

/** What a flag's key looks like. */
export const flagKeySchema = z
  .string()
  .regex(/^[a-z]+(_[a-z0-9]+)*$/, "is no flag")
  .max(60);

/** A setting of one level: on, off, or (null) left to what is further away. */
export const flagSettingSchema = z.boolean().nullable();
export type FlagSetting = z.infer<typeof flagSettingSchema>;

const percentageSchema = wholeNumber(0, 100);

/** What a flag says for the whole service. */
export const flagSchema = z.object({
  key: z.string(),
  isOnByDefault: z.boolean(),
  /** The operators' word: off beats all, on is weaker than what is nearer. */
  service: flagSettingSchema,
  /** On for so many of a hundred people, whatever the default is. */
  percentage: percentageSchema,
});
export type Flag = z.infer<typeof flagSchema>;

/** Whom a flag is decided for, with what was set for them. */
export const flagSubjectSchema = z.object({
  userId: z.uuid(),
  /** Their organization's setting. */
  organization: flagSettingSchema,
  /** Their own. */
  user: flagSettingSchema,
});
export type FlagSubject = z.infer<typeof flagSubjectSchema>;

/** What can decide, the strongest first. */
export const FLAG_REASONS = [
  "service_off",
  "user",
  "organization",
  "service_on",
  "percentage",
  "default",
] as const;
export type FlagReason = (typeof FLAG_REASONS)[number];

/** Whether a flag is on for somebody, and what decided it. */
export interface FlagDecision {
  readonly on: boolean;
  readonly because: FlagReason;
}

/** Decides a flag for a person: off for the service, then the nearest that says something, then the default. */
export function decideFlag(flag: Flag, subject: FlagSubject): FlagDecision {
  if (flag.service === false) return { on: false, because: "service_off" };
  if (subject.user !== null) return { on: subject.user, because: "user" };
  if (subject.organization !== null) return { on: subject.organization, because: "organization" };
  if (flag.service === true) return { on: true, because: "service_on" };
  if (placeInRollout(flag.key, subject.userId) < flag.percentage * 100)
    return { on: true, because: "percentage" };
  return { on: flag.isOnByDefault, because: "default" };
}

/**
 * Where a person stands in a flag's rollout, in hundredths of a percent (0 to 9,999); those below the percentage have
 * it, so raising it turns nobody off. FNV-1a (32 bits) of `<flag>:<user id in lower case>`, mixed by MurmurHash3's
 * finalizer, because FNV alone spreads ids that are alike unevenly. Never changed: it would deal everybody anew.
 */
export function placeInRollout(key: string, userId: string): number {
  let hash = 0x811c9dc5;
  // Keys and ids are ASCII: a character is a byte.
  for (const character of `${key}:${userId.toLowerCase()}`)
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return Math.floor((hash / 2 ** 32) * 10_000);
}

const namedFlagSchema = flagSchema.extend({ name: z.string(), description: z.string() });

/** A flag as the caller needs it to decide: with what was set for their organization and for them. */
export const ownFlagSchema = namedFlagSchema.extend({
  organization: flagSettingSchema,
  user: flagSettingSchema,
});
export type OwnFlag = z.infer<typeof ownFlagSchema>;

/** A flag as admins see it: with their organization's setting and those of its people. */
export const adminFlagSchema = namedFlagSchema.extend({
  /** Whether admins may set it for their organization and its people. */
  adminsMaySet: z.boolean(),
  organization: flagSettingSchema,
  people: z.array(z.object({ userId: z.uuid(), on: z.boolean() })),
});
export type AdminFlag = z.infer<typeof adminFlagSchema>;

/** A flag as operators see it: with how many organizations and people have a setting of their own. */
export const serviceFlagSchema = namedFlagSchema.extend({
  adminsMaySet: z.boolean(),
  organizationsOn: z.int(),
  organizationsOff: z.int(),
  peopleOn: z.int(),
  peopleOff: z.int(),
});
export type ServiceFlag = z.infer<typeof serviceFlagSchema>;

/** What operators change of a flag. */
export const flagChangesSchema = z
  .strictObject({
    isOnByDefault: z.boolean(),
    service: flagSettingSchema,
    percentage: percentageSchema,
    adminsMaySet: z.boolean(),
  })
  .partial();
export type FlagChanges = z.infer<typeof flagChangesSchema>;

/** Why a flag is on or off for somebody: all that goes into the decision, and what came out. */
export const flagExplanationSchema = z.object({
  person: z.object({ userId: z.uuid(), fullName: z.string(), email: z.string() }),
  /** Null for somebody who belongs to none. */
  organization: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  flag: flagSchema,
  subject: flagSubjectSchema,
  /** Where the person stands in the rollout: hundredths of a percent. */
  place: z.int(),
  on: z.boolean(),
  /** One of `FLAG_REASONS`, or one that a later version adds. */
  because: z.string(),
});
export type FlagExplanation = z.infer<typeof flagExplanationSchema>;

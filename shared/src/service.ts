import { z } from "zod";
import { memberSchema } from "./account.ts";
import { contractSchema } from "./billing.ts";
import { allowanceSchema } from "./entitlement.ts";
import { emailAddress, timestamp } from "./text.ts";

/** What operators set for the whole service. */
export const serviceSettingsSchema = z.object({
  /** Where admin alerts are mailed. */
  alertAddress: z.string(),
  /** A desktop older than this is told to update. */
  minimumDesktopVersion: z.string(),
});
export type ServiceSettings = z.infer<typeof serviceSettingsSchema>;

export const serviceSettingsChangeSchema = z
  .strictObject({
    alertAddress: emailAddress,
    minimumDesktopVersion: z
      .string()
      .trim()
      .regex(
        /^(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})$/,
        "must be a version such as 1.4.0",
      ),
  })
  .partial();

/** How an organization is doing: not named yet; used in the last two weeks; not used since. */
export const ORGANIZATION_STATES = ["setting_up", "active", "quiet"] as const;
export const organizationStateSchema = z.enum(ORGANIZATION_STATES);
export type OrganizationState = z.infer<typeof organizationStateSchema>;

/** What the operators' list can be put in order by. */
export const ORGANIZATION_SORTS = [
  "name",
  "since",
  "members",
  "leads",
  "calls",
  "activity",
  "state",
] as const;
export type OrganizationSort = (typeof ORGANIZATION_SORTS)[number];

/** An organization as operators see it. Its numbers are counted by the schedule. */
export const organizationOverviewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: timestamp,
  members: z.int(),
  leads: z.int(),
  /** In the last 30 days, practice left out. */
  calls: z.int(),
  lastActiveAt: timestamp.nullable(),
  /** When it was counted; null: not yet. */
  countedAt: timestamp.nullable(),
  state: organizationStateSchema,
});
export type OrganizationOverview = z.infer<typeof organizationOverviewSchema>;

/** One organization as operators see it: nothing of its leads, calls or mails. */
export const organizationDetailSchema = z.object({
  organization: organizationOverviewSchema,
  members: z.array(memberSchema.extend({ addressProven: z.boolean() })),
  /** What it may do now, and what was agreed with it. Missing from a service that is older than plans. */
  terms: z
    .object({ allowance: allowanceSchema, contract: contractSchema.strip().nullable() })
    .optional(),
  /** What of its trail concerns the service, the newest first. */
  events: z.array(
    z.object({
      id: z.int(),
      at: timestamp,
      actorEmail: z.string().nullable(),
      via: z.string(),
      action: z.string(),
      entity: z.string(),
      label: z.string().nullable(),
    }),
  ),
});
export type OrganizationDetail = z.infer<typeof organizationDetailSchema>;

import { z } from "zod";
import { allowanceSchema } from "./entitlement.ts";
import { roleSchema } from "./roles.ts";
import { emailAddress, linkToken, shownName, timestamp } from "./text.ts";
import { newPassword } from "./password.ts";

/**
 * The signed-in person as Supabase Auth knows them. Field names are GoTrue's; tokens are never here.
 * `user_metadata` is the person's own to write, past us, as anything: what is no name is none.
 */
export const authUserSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  created_at: z.string(),
  app_metadata: z.object({ app_role: roleSchema.optional() }),
  user_metadata: z.object({ full_name: z.string().optional().catch(undefined) }),
});
export type AuthUser = z.infer<typeof authUserSchema>;

/** Answer of sign-up and of a token grant: who is in, and until when the access token holds (Unix seconds). */
export const sessionSchema = z.object({ user: authUserSchema, expires_at: z.number().int() });
export type Session = z.infer<typeof sessionSchema>;

/** Sign-up, in GoTrue's shape. `invitation_token` joins the inviting organisation instead of founding one. */
export const signUpSchema = z.strictObject({
  email: emailAddress,
  password: newPassword,
  data: z
    .strictObject({
      full_name: shownName(120).optional(),
      invitation_token: linkToken.optional(),
    })
    .default({}),
});

export const passwordGrantSchema = z.strictObject({
  email: emailAddress,
  password: z.string().min(1, "must not be empty").max(1_000),
});

/** What the app needs to know about the caller at start. */
export const meSchema = z.object({
  user: z.object({
    id: z.uuid(),
    email: z.string(),
    fullName: z.string(),
    /** Whether the mail address is proved; until then sending, buying and calling are refused. */
    addressProven: z.boolean(),
    isOperator: z.boolean(),
  }),
  /** Null when the person was removed from their organisation. */
  membership: z
    .object({
      organization: z.object({
        id: z.uuid(),
        name: z.string(),
        /** False until its first admin has named it (first run). */
        isNamed: z.boolean(),
      }),
      /** What the organization's plan allows now. Missing from a service that is older than plans. */
      allowance: allowanceSchema.optional(),
      role: roleSchema,
    })
    .nullable(),
  /** For somebody without an organization: the one they were deactivated in, and whom to ask there. */
  formerly: z
    .object({
      organizationName: z.string(),
      leftAt: timestamp,
      ask: z.array(z.object({ fullName: z.string(), email: z.string() })),
    })
    .nullish(),
});
export type Me = z.infer<typeof meSchema>;

export const memberSchema = z.object({
  userId: z.uuid(),
  fullName: z.string(),
  email: z.string(),
  role: roleSchema,
  joinedAt: timestamp,
});
export type Member = z.infer<typeof memberSchema>;

/** A member with what they have in hand. */
export const memberWorkSchema = memberSchema.extend({
  leadCount: z.number().int(),
  openTaskCount: z.number().int(),
  lastCallAt: timestamp.nullable(),
});
export type MemberWork = z.infer<typeof memberWorkSchema>;

/** Somebody who was deactivated. */
export const formerMemberSchema = z.object({
  userId: z.uuid(),
  fullName: z.string(),
  email: z.string(),
  role: roleSchema,
  leftAt: timestamp,
  deactivatedBy: z.uuid().nullable(),
  /** To whom their work went; null: to nobody. */
  successorId: z.uuid().nullable(),
});
export type FormerMember = z.infer<typeof formerMemberSchema>;

/** How much of what was handed over. */
export const handedOverSchema = z.object({
  leads: z.number().int(),
  tasks: z.number().int(),
  callbacks: z.number().int(),
  lists: z.number().int(),
  lines: z.number().int(),
});
export type HandedOver = z.infer<typeof handedOverSchema>;

export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: roleSchema,
  invitedAt: timestamp,
  /** When the mailed link lapses; null until the mail has gone out. */
  expiresAt: timestamp.nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const invitationPreviewSchema = z.object({
  organizationName: z.string(),
  inviterName: z.string(),
  email: z.string(),
  role: roleSchema,
});
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;

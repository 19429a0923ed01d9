import { z } from "zod";
import { auditLineSchema } from "./audit.ts";
import {
  authUserSchema,
  formerMemberSchema,
  handedOverSchema,
  invitationPreviewSchema,
  invitationSchema,
  memberSchema,
  memberWorkSchema,
  meSchema,
  passwordGrantSchema,
  sessionSchema,
  signUpSchema,
} from "./account.ts";
import {
  billingSchema,
  changeOutcomeSchema,
  changePreviewSchema,
  changeRequestSchema,
  changeSchema,
  checkoutRequestSchema,
  checkoutSchema,
  contractSchema,
  invoiceSchema,
  portalRequestSchema,
  upcomingSchema,
} from "./billing.ts";
import { permitSchema, sessionStateSchema, sessionSyncSchema } from "./dialing.ts";
import {
  adminFlagSchema,
  flagChangesSchema,
  flagExplanationSchema,
  flagKeySchema,
  flagSettingSchema,
  ownFlagSchema,
  serviceFlagSchema,
} from "./flags.ts";
import { leadFilterSchema, sortFieldSchema } from "./leadFilter.ts";
import {
  dialSettingsSchema,
  lineInputSchema,
  lineSchema,
  objectionInputSchema,
  objectionSchema,
  playbookSchema,
  scriptInputSchema,
  scriptSchema,
} from "./playbook.ts";
import { outcomesSchema } from "./outcomes.ts";
import { taskInputSchema, taskSchema } from "./tasks.ts";
import { callInputSchema, callSchema, dayNumbersSchema } from "./calls.ts";
import {
  alertSchema,
  deliveriesSummarySchema,
  mailDeliverySchema,
  mailStateSchema,
  newAlertSchema,
  replayAnswerSchema,
  webhookDeliverySchema,
  webhookStateSchema,
} from "./deliveries.ts";
import {
  bulkChangeSchema,
  CALL_ORDERS,
  IMPORT_ROWS_PER_REQUEST,
  importResultSchema,
  importRowSchema,
  leadChangesSchema,
  leadListSchema,
  leadSchema,
  leadSelectionSchema,
  viewInputSchema,
  viewSchema,
} from "./leads.ts";
import { erasurePreviewSchema, erasureSubject, exportSizeSchema, jobSchema } from "./jobs.ts";
import { ticketRequestSchema, ticketSchema } from "./live.ts";
import { newPassword } from "./password.ts";
import { newPriceSchema, servicePriceSchema } from "./prices.ts";
import { roleSchema } from "./roles.ts";
import {
  ORGANIZATION_SORTS,
  organizationDetailSchema,
  organizationOverviewSchema,
  organizationStateSchema,
  serviceSettingsChangeSchema,
  serviceSettingsSchema,
} from "./service.ts";
import {
  emailAddress,
  freeText,
  lineOfText,
  linkToken,
  pointInTime,
  shownName,
  timestamp,
} from "./text.ts";

/**
 * Who may call an endpoint. `public`: anyone. `signedIn`: anyone with a session. `rep`, `manager`,
 * `admin`: a member of an organisation with at least that role. `operator`: who runs the service.
 */
export type Access = "public" | "signedIn" | "rep" | "manager" | "admin" | "operator";

/** One endpoint: the Worker mounts its handler on it, the renderer's client and the tests are typed from it. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with `:name` for each key of `params`. */
  readonly path: `/api/${string}` | `/auth/v1/${string}`;
  readonly access: Access;
  /** True where the caller must have proved their mail address. */
  readonly proven?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** True where nothing changes that anybody's screen shows, though the method is no GET. */
  readonly quiet?: true;
  /** The largest body taken (bytes); 64 KiB unless told. */
  readonly maxBodyBytes?: number;
  readonly answer: z.ZodType;
}

const endpoint = <const E extends Endpoint>(definition: E): E => definition;

const done = z.object({ ok: z.literal(true) });
const memberParams = z.object({ userId: z.uuid() });
const invitationParams = z.object({ invitationId: z.uuid() });
const listParams = z.object({ listId: z.uuid() });
const leadParams = z.object({ leadId: z.uuid() });
const flagParams = z.object({ flag: flagKeySchema });
const flagPersonParams = flagParams.extend({ userId: z.uuid() });
/** Null takes the setting away. */
const flagSettingBody = z.strictObject({ on: flagSettingSchema });

/** Where the next page starts, as the page before said it. */
const cursor = z.string().max(2_000).optional();
const pageSize = z.coerce.number().int().min(1).max(200).default(50);
/** A query's yes or no. */
const yesOrNo = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");

const mailsPage = {
  query: z.object({ state: mailStateSchema.optional(), cursor, limit: pageSize }),
  answer: z.object({ mails: z.array(mailDeliverySchema), nextCursor: z.string().nullable() }),
};
const webhooksPage = {
  query: z.object({ state: webhookStateSchema.optional(), cursor, limit: pageSize }),
  answer: z.object({
    messages: z.array(webhookDeliverySchema),
    nextCursor: z.string().nullable(),
  }),
};
const alertsPage = {
  query: z.object({ cursor, limit: pageSize }),
  answer: z.object({ alerts: z.array(alertSchema), nextCursor: z.string().nullable() }),
};
const mailParams = z.object({ mailId: z.uuid() });
const messageParams = z.object({ messageId: z.uuid() });

const auditQuery = z.object({
  /** Words of who, what and its name. */
  search: freeText(100).trim().optional(),
  entity: z
    .string()
    .regex(/^[a-z]+(_[a-z]+)*$/, "is no kind of thing")
    .max(60)
    .optional(),
  actorId: z.uuid().optional(),
  since: pointInTime.optional(),
  /** Before this moment. */
  until: pointInTime.optional(),
  /** The number of a line: what is older follows. */
  cursor: z
    .string()
    .regex(/^[0-9]{1,18}$/, "is not one of ours")
    .optional(),
  limit: pageSize,
});
const auditPage = z.object({
  lines: z.array(auditLineSchema),
  nextCursor: z.string().nullable(),
});

/**
 * Every endpoint of the Worker, once. Installed desktops outlive deployments, so this table only
 * grows: a field or an endpoint is added, never renamed or taken away.
 */
export const api = {
  health: endpoint({
    method: "GET",
    path: "/api/health",
    access: "public",
    answer: done,
  }),

  // Sign-in: Supabase Auth's own paths and shapes; the tokens stay in HttpOnly cookies.
  signUp: endpoint({
    method: "POST",
    path: "/auth/v1/signup",
    access: "public",
    body: signUpSchema,
    answer: sessionSchema,
  }),
  /** `grant_type=password` with address and password, or `grant_type=refresh_token` with the cookie alone. */
  token: endpoint({
    method: "POST",
    path: "/auth/v1/token",
    access: "public",
    query: z.object({ grant_type: z.enum(["password", "refresh_token"]) }),
    body: z.union([passwordGrantSchema, z.strictObject({})]),
    answer: sessionSchema,
  }),
  getUser: endpoint({
    method: "GET",
    path: "/auth/v1/user",
    access: "signedIn",
    answer: authUserSchema,
  }),
  /** Changes the password; every other session of the person ends. */
  updateUser: endpoint({
    method: "PUT",
    path: "/auth/v1/user",
    access: "signedIn",
    body: z.strictObject({
      password: newPassword,
      current_password: z.string().min(1, "must not be empty").max(1_000),
    }),
    answer: authUserSchema,
  }),
  logout: endpoint({
    method: "POST",
    path: "/auth/v1/logout",
    access: "public",
    query: z.object({ scope: z.enum(["local", "global", "others"]).default("local") }),
    answer: done,
  }),
  /** Answers alike whether or not the address has an account. */
  requestPasswordReset: endpoint({
    method: "POST",
    path: "/auth/v1/request-password-reset",
    access: "public",
    body: z.strictObject({ email: emailAddress }),
    answer: done,
  }),
  /** Sets a new password by the mailed link's token, ends all sessions and starts a new one. */
  resetPassword: endpoint({
    method: "POST",
    path: "/auth/v1/reset-password",
    access: "public",
    body: z.strictObject({ token: linkToken, password: newPassword }),
    answer: sessionSchema,
  }),
  /** Proves a mail address by the mailed link's token. Works signed in or not. */
  verify: endpoint({
    method: "POST",
    path: "/auth/v1/verify",
    access: "public",
    body: z.strictObject({ token: linkToken }),
    answer: z.object({ email: z.string() }),
  }),
  resendVerification: endpoint({
    method: "POST",
    path: "/auth/v1/resend-verification",
    access: "signedIn",
    answer: done,
  }),

  // The caller and their organisation.
  getMe: endpoint({ method: "GET", path: "/api/me", access: "signedIn", answer: meSchema }),
  updateMe: endpoint({
    method: "PATCH",
    path: "/api/me",
    access: "signedIn",
    body: z.strictObject({ fullName: shownName(120) }),
    answer: meSchema,
  }),
  updateOrganization: endpoint({
    method: "PATCH",
    path: "/api/organization",
    access: "admin",
    body: z.strictObject({ name: shownName(120) }),
    answer: meSchema,
  }),
  listMembers: endpoint({
    method: "GET",
    path: "/api/members",
    access: "rep",
    answer: z.object({ members: z.array(memberSchema) }),
  }),
  changeRole: endpoint({
    method: "PATCH",
    path: "/api/members/:userId",
    access: "admin",
    params: memberParams,
    body: z.strictObject({ role: roleSchema }),
    answer: memberSchema,
  }),
  /** `deactivateMember` with nobody to hand over to, as older desktops ask for it. */
  removeMember: endpoint({
    method: "DELETE",
    path: "/api/members/:userId",
    access: "admin",
    params: memberParams,
    answer: done,
  }),
  listInvitations: endpoint({
    method: "GET",
    path: "/api/invitations",
    access: "admin",
    answer: z.object({ invitations: z.array(invitationSchema) }),
  }),
  /** Mails an invitation; inviting the same address again replaces the one before. */
  invite: endpoint({
    method: "POST",
    path: "/api/invitations",
    access: "admin",
    proven: true,
    body: z.strictObject({ email: emailAddress, role: roleSchema }),
    answer: invitationSchema,
  }),
  revokeInvitation: endpoint({
    method: "DELETE",
    path: "/api/invitations/:invitationId",
    access: "admin",
    params: invitationParams,
    answer: done,
  }),
  /** What an invitation's page shows before it is taken. A POST, so that the token stays out of addresses and logs. */
  previewInvitation: endpoint({
    method: "POST",
    path: "/api/invitations/preview",
    access: "public",
    body: z.strictObject({ token: linkToken }),
    answer: invitationPreviewSchema,
  }),

  /**
   * Takes an invitation with the account one is signed in with, whose address must be the invited one.
   * `conflict` where the person would leave an organisation with others or with work in it.
   */
  acceptInvitation: endpoint({
    method: "POST",
    path: "/api/invitations/accept",
    access: "signedIn",
    body: z.strictObject({ token: linkToken }),
    answer: meSchema,
  }),

  // Leads.
  listLists: endpoint({
    method: "GET",
    path: "/api/lists",
    access: "rep",
    answer: z.object({ lists: z.array(leadListSchema) }),
  }),
  createList: endpoint({
    method: "POST",
    path: "/api/lists",
    access: "rep",
    body: z.strictObject({
      /** Chosen by the caller, so that sending again makes no second list. */
      id: z.uuid(),
      name: lineOfText(120),
      /** Conditions that keep the list current; null: a fixed list, empty at first. */
      filter: leadFilterSchema.nullable().default(null),
      callOrder: z.enum(CALL_ORDERS).default("position"),
      scriptId: z.uuid().nullable().default(null),
    }),
    answer: leadListSchema,
  }),
  /** Whoever made the list, and managers. A fixed list does not become a current one, nor the other way. */
  updateList: endpoint({
    method: "PATCH",
    path: "/api/lists/:listId",
    access: "rep",
    params: listParams,
    body: z
      .strictObject({
        name: lineOfText(120),
        filter: leadFilterSchema,
        callOrder: z.enum(CALL_ORDERS),
        scriptId: z.uuid().nullable(),
      })
      .partial(),
    answer: leadListSchema,
  }),
  /** Takes the list away; its leads stay. */
  deleteList: endpoint({
    method: "DELETE",
    path: "/api/lists/:listId",
    access: "manager",
    params: listParams,
    answer: done,
  }),
  /** Gives the organisation the list of fictional leads to practise on; a second call answers the same list. */
  createSampleList: endpoint({
    method: "POST",
    path: "/api/lists/sample",
    access: "rep",
    answer: leadListSchema,
  }),
  /** Adds a slice of a file to a list. The same slice sent again adds nothing and answers the same. */
  importLeads: endpoint({
    method: "POST",
    path: "/api/lists/:listId/leads",
    access: "rep",
    params: listParams,
    body: z.strictObject({
      rows: z
        .array(importRowSchema)
        .min(1, "must hold at least one row")
        .max(IMPORT_ROWS_PER_REQUEST, `must hold at most ${IMPORT_ROWS_PER_REQUEST} rows`),
      /** The list was empty before this file: rows whose lead stands in it are `repeated`. */
      onlyThisFile: z.boolean().default(false),
    }),
    maxBodyBytes: 4 * 1024 * 1024,
    answer: importResultSchema,
  }),
  /** What a list will offer next, in its order: leads that are ready and that nobody holds. A look, no claim. */
  getQueue: endpoint({
    method: "GET",
    path: "/api/lists/:listId/queue",
    access: "rep",
    params: listParams,
    query: z.object({ limit: pageSize }),
    answer: z.object({ leads: z.array(leadSchema) }),
  }),
  listLeads: endpoint({
    method: "GET",
    path: "/api/leads",
    access: "rep",
    query: z.object({
      search: freeText(100).trim().optional(),
      listId: z.uuid().optional(),
      cursor,
      limit: pageSize,
    }),
    answer: z.object({ leads: z.array(leadSchema), nextCursor: z.string().nullable() }),
  }),
  getLead: endpoint({
    method: "GET",
    path: "/api/leads/:leadId",
    access: "rep",
    params: leadParams,
    answer: z.object({
      lead: leadSchema,
      calls: z.array(callSchema),
      tasks: z.array(taskSchema),
      /** The lists the lead stands in. */
      lists: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  }),
  /** Adds one lead; `conflict` where the organisation has the number or the mail address. */
  createLead: endpoint({
    method: "POST",
    path: "/api/leads",
    access: "rep",
    body: leadChangesSchema
      .required({ name: true, phone: true })
      .extend({ id: z.uuid(), listId: z.uuid().nullable().default(null) }),
    answer: leadSchema,
  }),
  /** Changes a lead. An address that changes tells the time zone anew, unless a person confirmed it. */
  updateLead: endpoint({
    method: "PATCH",
    path: "/api/leads/:leadId",
    access: "rep",
    params: leadParams,
    body: leadChangesSchema,
    answer: leadSchema,
  }),
  /** Leads for a table: searched, filtered, in order, page by page. A POST, because filters grow long. */
  findLeads: endpoint({
    method: "POST",
    path: "/api/leads/find",
    access: "rep",
    quiet: true,
    body: z.strictObject({
      search: freeText(100).trim().default(""),
      listId: z.uuid().nullable().default(null),
      filter: leadFilterSchema.default([]),
      sort: z
        .strictObject({ field: sortFieldSchema, descending: z.boolean() })
        .default({ field: "name", descending: false }),
      cursor,
      /** How many leads are passed over, for a leap: those before the cursor's are not counted. */
      skip: z.int().min(0).max(10_000_000).optional(),
      limit: z.int().min(1).max(1_000).default(100),
    }),
    answer: z.object({ leads: z.array(leadSchema), nextCursor: z.string().nullable() }),
  }),
  countLeads: endpoint({
    method: "POST",
    path: "/api/leads/count",
    access: "rep",
    quiet: true,
    body: leadSelectionSchema,
    answer: z.object({ count: z.int() }),
  }),
  /** One change to many leads, all or none. Answers how many it changed. */
  editLeads: endpoint({
    method: "POST",
    path: "/api/leads/edit",
    access: "rep",
    body: z.strictObject({ selection: leadSelectionSchema, change: bulkChangeSchema }),
    answer: z.object({ changed: z.int() }),
  }),
  /** Names of the custom fields that the organisation's leads have. */
  listCustomFields: endpoint({
    method: "GET",
    path: "/api/custom-fields",
    access: "rep",
    answer: z.object({ names: z.array(z.string()) }),
  }),
  /** The caller's own views of the table of leads and those that colleagues share. */
  listViews: endpoint({
    method: "GET",
    path: "/api/views",
    access: "rep",
    answer: z.object({ views: z.array(viewSchema) }),
  }),
  saveView: endpoint({
    method: "PUT",
    path: "/api/views/:viewId",
    access: "rep",
    params: z.object({ viewId: z.uuid() }),
    body: viewInputSchema,
    answer: viewSchema,
  }),
  deleteView: endpoint({
    method: "DELETE",
    path: "/api/views/:viewId",
    access: "rep",
    params: z.object({ viewId: z.uuid() }),
    answer: done,
  }),
  /** Numbers the organisation does not call, newest first. */
  listDoNotCall: endpoint({
    method: "GET",
    path: "/api/do-not-call",
    access: "rep",
    query: z.object({ cursor, limit: pageSize }),
    answer: z.object({
      numbers: z.array(
        z.object({
          id: z.uuid(),
          phone: z.string(),
          addedAt: timestamp,
          addedByName: z.string().nullable(),
        }),
      ),
      nextCursor: z.string().nullable(),
    }),
  }),
  /** Adds numbers, as typed. `refused` are those that are no numbers. */
  addDoNotCall: endpoint({
    method: "POST",
    path: "/api/do-not-call",
    access: "rep",
    body: z.strictObject({ phones: z.array(z.string().trim().min(1).max(40)).min(1).max(1_000) }),
    answer: z.object({ added: z.int(), refused: z.array(z.string()) }),
  }),

  // The dial session.
  /**
   * Says what the caller's desktop holds and wants; answers what it holds now, each lead with a permit or
   * the reason against one. Opens the session when it is new. `session_ended` for one that has ended,
   * `lead_claimed` where the lead to take is another rep's just now.
   */
  syncDialSession: endpoint({
    method: "PUT",
    path: "/api/dial-sessions/:sessionId",
    access: "rep",
    quiet: true,
    params: z.object({ sessionId: z.uuid() }),
    body: sessionSyncSchema,
    answer: sessionStateSchema,
  }),
  /** The receipt: the permit a call began under. Practice may have none. */
  getCallPermit: endpoint({
    method: "GET",
    path: "/api/calls/:callId/permit",
    access: "rep",
    params: z.object({ callId: z.uuid() }),
    answer: z.object({ permit: permitSchema.nullable() }),
  }),

  // The live line.
  createLiveTicket: endpoint({
    method: "POST",
    path: "/api/live/ticket",
    access: "rep",
    quiet: true,
    body: ticketRequestSchema,
    answer: ticketSchema,
  }),

  // Feature flags.
  /** What decides each flag for the caller, by `decideFlag`. */
  getFlags: endpoint({
    method: "GET",
    path: "/api/flags",
    access: "rep",
    answer: z.object({ flags: z.array(ownFlagSchema) }),
  }),
  listAdminFlags: endpoint({
    method: "GET",
    path: "/api/admin/flags",
    access: "admin",
    answer: z.object({ flags: z.array(adminFlagSchema) }),
  }),
  /** Sets a flag for the organization; `forbidden` where operators keep it to themselves. */
  setOrganizationFlag: endpoint({
    method: "PUT",
    path: "/api/admin/flags/:flag/organization",
    access: "admin",
    params: flagParams,
    body: flagSettingBody,
    answer: done,
  }),
  setPersonFlag: endpoint({
    method: "PUT",
    path: "/api/admin/flags/:flag/people/:userId",
    access: "admin",
    params: flagPersonParams,
    body: flagSettingBody,
    answer: done,
  }),
  explainFlag: endpoint({
    method: "GET",
    path: "/api/admin/flags/:flag/people/:userId",
    access: "admin",
    params: flagPersonParams,
    answer: flagExplanationSchema,
  }),
  listServiceFlags: endpoint({
    method: "GET",
    path: "/api/operator/flags",
    access: "operator",
    answer: z.object({ flags: z.array(serviceFlagSchema) }),
  }),
  /** Changes a flag for the whole service; what is left out stays. */
  setServiceFlag: endpoint({
    method: "PATCH",
    path: "/api/operator/flags/:flag",
    access: "operator",
    params: flagParams,
    body: flagChangesSchema,
    answer: done,
  }),
  /** Sets a flag for any organization or (with a person) one of its members. */
  setFlagOverride: endpoint({
    method: "PUT",
    path: "/api/operator/flags/:flag/override",
    access: "operator",
    params: flagParams,
    body: flagSettingBody.extend({ organizationId: z.uuid(), userId: z.uuid().nullable() }),
    answer: done,
  }),
  /** A POST, so that the address stays out of addresses and logs. */
  explainFlagForAddress: endpoint({
    method: "POST",
    path: "/api/operator/flags/:flag/why",
    access: "operator",
    quiet: true,
    params: flagParams,
    body: z.strictObject({ email: emailAddress }),
    answer: flagExplanationSchema,
  }),

  // Export of the organisation and erasure of a person: jobs that go on step by step.
  /** Newest first. */
  listJobs: endpoint({
    method: "GET",
    path: "/api/jobs",
    access: "admin",
    answer: z.object({ jobs: z.array(jobSchema) }),
  }),
  /** What an export would hold and about how big it would be. */
  getExportSize: endpoint({
    method: "GET",
    path: "/api/jobs/export/size",
    access: "admin",
    answer: exportSizeSchema,
  }),
  /** Begins an export under the caller's id for it; `conflict` while another runs. */
  startExport: endpoint({
    method: "POST",
    path: "/api/jobs/export",
    access: "admin",
    body: z.strictObject({ id: z.uuid() }),
    answer: jobSchema,
  }),
  /** Streams an export as one zip; `not_found` once its files are gone. */
  downloadExport: endpoint({
    method: "GET",
    path: "/api/jobs/:jobId/archive",
    access: "admin",
    params: z.object({ jobId: z.uuid() }),
    // No JSON: the handler answers the archive itself.
    answer: z.unknown(),
  }),
  /** What an erasure would take. A POST, so that the address stays out of addresses and logs. */
  previewErasure: endpoint({
    method: "POST",
    path: "/api/jobs/erasure/preview",
    access: "admin",
    quiet: true,
    body: z.strictObject({ subject: erasureSubject }),
    answer: erasurePreviewSchema,
  }),
  /**
   * Begins the erasure of a person under the caller's id for it; `conflict` while another runs. `confirmation` is the
   * address or number as the preview said it.
   */
  startErasure: endpoint({
    method: "POST",
    path: "/api/jobs/erasure",
    access: "admin",
    body: z.strictObject({
      id: z.uuid(),
      subject: erasureSubject,
      confirmation: erasureSubject,
      /** Their numbers stay on the do-not-call list, or come on it. */
      neverCallAgain: z.boolean(),
    }),
    answer: jobSchema,
  }),
  /** A job that failed goes on where it failed. */
  retryJob: endpoint({
    method: "POST",
    path: "/api/jobs/:jobId/retry",
    access: "admin",
    params: z.object({ jobId: z.uuid() }),
    answer: jobSchema,
  }),

  // How an organization's mails and webhooks fare, and alerts that its admins write.
  getDeliveries: endpoint({
    method: "GET",
    path: "/api/deliveries",
    access: "admin",
    answer: deliveriesSummarySchema,
  }),
  /** Mails, the newest first: never their text. */
  listMails: endpoint({
    method: "GET",
    path: "/api/deliveries/mails",
    access: "admin",
    ...mailsPage,
  }),
  /** Messages that webhooks brought, the newest first. */
  listWebhooks: endpoint({
    method: "GET",
    path: "/api/deliveries/webhooks",
    access: "admin",
    ...webhooksPage,
  }),
  /** Puts a given-up mail back; one that is under way or was sent stays as it is. */
  replayMail: endpoint({
    method: "POST",
    path: "/api/deliveries/mails/:mailId/replay",
    access: "admin",
    params: mailParams,
    answer: replayAnswerSchema,
  }),
  /** Works on a failed message again; answers when that has ended. */
  replayWebhook: endpoint({
    method: "POST",
    path: "/api/deliveries/webhooks/:messageId/replay",
    access: "admin",
    params: messageParams,
    answer: replayAnswerSchema,
  }),
  /** Alerts that were written by hand in the organization, the newest first. */
  listAlerts: endpoint({ method: "GET", path: "/api/alerts", access: "admin", ...alertsPage }),
  /** Mails an alert to whoever runs the service; five an hour for an organization. */
  sendAlert: endpoint({
    method: "POST",
    path: "/api/alerts",
    access: "admin",
    proven: true,
    body: newAlertSchema,
    answer: done,
  }),

  // The operators' own.
  listOrganizations: endpoint({
    method: "GET",
    path: "/api/operator/organizations",
    access: "operator",
    query: z.object({
      /** A part of the name, or the mail address of a person in it. */
      search: freeText(254).trim().default(""),
      state: organizationStateSchema.optional(),
      sort: z.enum(ORGANIZATION_SORTS).default("activity"),
      descending: yesOrNo,
      cursor,
      limit: pageSize,
    }),
    answer: z.object({
      organizations: z.array(organizationOverviewSchema),
      nextCursor: z.string().nullable(),
    }),
  }),
  getOrganization: endpoint({
    method: "GET",
    path: "/api/operator/organizations/:organizationId",
    access: "operator",
    params: z.object({ organizationId: z.uuid() }),
    answer: organizationDetailSchema,
  }),
  getServiceSettings: endpoint({
    method: "GET",
    path: "/api/operator/settings",
    access: "operator",
    answer: serviceSettingsSchema,
  }),
  updateServiceSettings: endpoint({
    method: "PATCH",
    path: "/api/operator/settings",
    access: "operator",
    body: serviceSettingsChangeSchema,
    answer: serviceSettingsSchema,
  }),
  /** Every price there was, is and will be, by key and then the newest first. */
  listPrices: endpoint({
    method: "GET",
    path: "/api/operator/prices",
    access: "operator",
    answer: z.object({ prices: z.array(servicePriceSchema) }),
  }),
  /** Begins a price; `conflict` where one of the key begins in that very moment, `invalid_input` in the past. */
  beginPrice: endpoint({
    method: "POST",
    path: "/api/operator/prices",
    access: "operator",
    body: newPriceSchema,
    answer: servicePriceSchema,
  }),
  listServiceAlerts: endpoint({
    method: "GET",
    path: "/api/operator/alerts",
    access: "operator",
    ...alertsPage,
  }),
  sendServiceAlert: endpoint({
    method: "POST",
    path: "/api/operator/alerts",
    access: "operator",
    body: newAlertSchema,
    answer: done,
  }),
  /** The same as for admins, of all the service: not whom an organization writes to, nor about what. */
  getServiceDeliveries: endpoint({
    method: "GET",
    path: "/api/operator/deliveries",
    access: "operator",
    answer: deliveriesSummarySchema,
  }),
  listServiceMails: endpoint({
    method: "GET",
    path: "/api/operator/deliveries/mails",
    access: "operator",
    ...mailsPage,
  }),
  listServiceWebhooks: endpoint({
    method: "GET",
    path: "/api/operator/deliveries/webhooks",
    access: "operator",
    ...webhooksPage,
  }),
  replayServiceMail: endpoint({
    method: "POST",
    path: "/api/operator/deliveries/mails/:mailId/replay",
    access: "operator",
    params: mailParams,
    answer: replayAnswerSchema,
  }),
  replayServiceWebhook: endpoint({
    method: "POST",
    path: "/api/operator/deliveries/webhooks/:messageId/replay",
    access: "operator",
    params: messageParams,
    answer: replayAnswerSchema,
  }),

  // The playbook: what managers prepare for dial sessions.
  getPlaybook: endpoint({
    method: "GET",
    path: "/api/playbook",
    access: "rep",
    answer: playbookSchema,
  }),
  /** Sets all outcomes at once, in the order of their keys. One that is left out is not offered any more. */
  saveOutcomes: endpoint({
    method: "PUT",
    path: "/api/outcomes",
    access: "manager",
    body: z.strictObject({ outcomes: outcomesSchema }),
    maxBodyBytes: 512 * 1024,
    answer: playbookSchema,
  }),
  saveDialSettings: endpoint({
    method: "PUT",
    path: "/api/dial-settings",
    access: "manager",
    body: dialSettingsSchema,
    answer: playbookSchema.shape.settings,
  }),
  saveScript: endpoint({
    method: "PUT",
    path: "/api/scripts/:scriptId",
    access: "manager",
    params: z.object({ scriptId: z.uuid() }),
    body: scriptInputSchema,
    maxBodyBytes: 256 * 1024,
    answer: scriptSchema,
  }),
  deleteScript: endpoint({
    method: "DELETE",
    path: "/api/scripts/:scriptId",
    access: "manager",
    params: z.object({ scriptId: z.uuid() }),
    answer: done,
  }),
  saveObjection: endpoint({
    method: "PUT",
    path: "/api/objections/:objectionId",
    access: "manager",
    params: z.object({ objectionId: z.uuid() }),
    body: objectionInputSchema,
    answer: objectionSchema,
  }),
  deleteObjection: endpoint({
    method: "DELETE",
    path: "/api/objections/:objectionId",
    access: "manager",
    params: z.object({ objectionId: z.uuid() }),
    answer: done,
  }),
  /** Writes a SIM line; a line is never deleted, because calls name it. */
  saveLine: endpoint({
    method: "PUT",
    path: "/api/lines/:lineId",
    access: "manager",
    params: z.object({ lineId: z.uuid() }),
    body: lineInputSchema,
    answer: lineSchema,
  }),

  // Tasks and callbacks.
  /** Open tasks that are the caller's or anyone's, the soonest due first. */
  listTasks: endpoint({
    method: "GET",
    path: "/api/tasks",
    access: "rep",
    query: z.object({ dueBefore: pointInTime.optional(), limit: pageSize }),
    answer: z.object({ tasks: z.array(taskSchema) }),
  }),
  saveTask: endpoint({
    method: "PUT",
    path: "/api/tasks/:taskId",
    access: "rep",
    params: z.object({ taskId: z.uuid() }),
    body: taskInputSchema,
    answer: taskSchema,
  }),

  // Calls.
  /** Writes a call whole. The first write of a lead's call needs a proven address, unless the lead is a sample. */
  saveCall: endpoint({
    method: "PUT",
    path: "/api/calls/:callId",
    access: "rep",
    params: z.object({ callId: z.uuid() }),
    body: callInputSchema,
    answer: callSchema,
  }),
  /** Calls, newest first: a rep's own, for managers the team's. */
  listCalls: endpoint({
    method: "GET",
    path: "/api/calls",
    access: "rep",
    query: z.object({ cursor, limit: pageSize }),
    answer: z.object({ calls: z.array(callSchema), nextCursor: z.string().nullable() }),
  }),
  /** The caller's own numbers since a moment (their midnight). */
  getDayNumbers: endpoint({
    method: "GET",
    path: "/api/day-numbers",
    access: "rep",
    query: z.object({ since: pointInTime }),
    answer: dayNumbersSchema,
  }),

  // Members and the trail.
  /** The members with what they have in hand, and those who were deactivated, the last first. */
  listStaff: endpoint({
    method: "GET",
    path: "/api/staff",
    access: "admin",
    answer: z.object({
      members: z.array(memberWorkSchema),
      former: z.array(formerMemberSchema),
    }),
  }),
  /**
   * Takes a member out and hands their leads, open tasks, lists and SIM lines to a colleague, or to nobody.
   * `conflict` for oneself.
   */
  deactivateMember: endpoint({
    method: "POST",
    path: "/api/members/:userId/deactivate",
    access: "admin",
    params: memberParams,
    body: z.strictObject({ successorId: z.uuid().nullable() }),
    answer: handedOverSchema,
  }),
  /** Brings a former member back as what they were; `conflict` where they belong to an organization by now. */
  reactivateMember: endpoint({
    method: "POST",
    path: "/api/members/:userId/reactivate",
    access: "admin",
    params: memberParams,
    answer: memberSchema,
  }),
  /** The organization's audit trail, newest first. */
  listAudit: endpoint({
    method: "GET",
    path: "/api/audit",
    access: "admin",
    query: auditQuery,
    answer: auditPage,
  }),
  /** The service's own audit trail, newest first. */
  listServiceAudit: endpoint({
    method: "GET",
    path: "/api/operator/audit",
    access: "operator",
    query: auditQuery,
    answer: auditPage,
  }),

  // Billing.
  /** What the organization has, may have and could buy. Read from our own tables: it answers while Stripe does not. */
  getBilling: endpoint({
    method: "GET",
    path: "/api/billing",
    access: "manager",
    answer: billingSchema,
  }),
  /** The same after Stripe was asked: for the return from a checkout, and whoever doubts what stands there. */
  refreshBilling: endpoint({
    method: "POST",
    path: "/api/billing/refresh",
    access: "manager",
    answer: billingSchema,
  }),
  /** Opens Stripe's checkout; `already_subscribed` where there is a subscription to change. */
  createCheckout: endpoint({
    method: "POST",
    path: "/api/checkout/session",
    access: "manager",
    proven: true,
    body: checkoutRequestSchema,
    answer: checkoutSchema,
  }),
  /** What a change would cost, by Stripe's own preview. Changes nothing. */
  previewChange: endpoint({
    method: "POST",
    path: "/api/billing/preview",
    access: "manager",
    quiet: true,
    body: changeRequestSchema,
    answer: changePreviewSchema,
  }),
  changeSubscription: endpoint({
    method: "POST",
    path: "/api/billing/change",
    access: "manager",
    proven: true,
    body: changeSchema,
    answer: changeOutcomeSchema,
  }),
  /** Takes back a change that waits for its payment; where none does, what was to begin at the period's end. */
  dropScheduledChange: endpoint({
    method: "DELETE",
    path: "/api/billing/scheduled-change",
    access: "manager",
    answer: billingSchema,
  }),
  /** Ends the subscription with the period that is paid for. */
  cancelSubscription: endpoint({
    method: "POST",
    path: "/api/billing/cancel",
    access: "manager",
    answer: billingSchema,
  }),
  /** Takes the end back while it has not come. */
  resumeSubscription: endpoint({
    method: "POST",
    path: "/api/billing/resume",
    access: "manager",
    answer: billingSchema,
  }),
  /** Opens Stripe's portal: cards, addresses, past invoices. */
  openPortal: endpoint({
    method: "POST",
    path: "/api/billing/portal",
    access: "manager",
    quiet: true,
    body: portalRequestSchema,
    answer: z.object({ url: z.string() }),
  }),
  /** What the next invoice will be, as Stripe reckons it; null where none comes. */
  getUpcomingInvoice: endpoint({
    method: "GET",
    path: "/api/billing/upcoming",
    access: "manager",
    answer: z.object({ upcoming: upcomingSchema.nullable() }),
  }),
  listInvoices: endpoint({
    method: "GET",
    path: "/api/billing/invoices",
    access: "manager",
    query: z.object({ cursor, limit: pageSize }),
    answer: z.object({ invoices: z.array(invoiceSchema), nextCursor: z.string().nullable() }),
  }),
  /** Who gets the mails about invoices: a manager or admin of the organization. */
  setBillingContact: endpoint({
    method: "PUT",
    path: "/api/billing/contact",
    access: "manager",
    body: z.strictObject({ userId: z.uuid() }),
    answer: billingSchema,
  }),
  /** Agrees terms with an organization, or (null) ends them. */
  setContract: endpoint({
    method: "PUT",
    path: "/api/operator/organizations/:organizationId/contract",
    access: "operator",
    params: z.object({ organizationId: z.uuid() }),
    body: z.strictObject({ contract: contractSchema.nullable() }),
    answer: z.object({ contract: contractSchema.nullable() }),
  }),
} as const satisfies Record<string, Endpoint>;

export type Api = typeof api;
export type EndpointName = keyof Api;

type InferField<
  E,
  K extends "params" | "query" | "body",
  Side extends "input" | "output",
> = E extends {
  readonly [P in K]: infer S extends z.ZodType;
}
  ? { [P in K]: Side extends "input" ? z.input<S> : z.output<S> }
  : unknown;

/** What a caller of an endpoint gives: `{params, query, body}`, each where the endpoint has it. */
export type Given<E extends Endpoint> = InferField<E, "params", "input"> &
  InferField<E, "query", "input"> &
  InferField<E, "body", "input">;

/** What an endpoint's handler receives: the same, parsed. */
export type Parsed<E extends Endpoint> = InferField<E, "params", "output"> &
  InferField<E, "query", "output"> &
  InferField<E, "body", "output">;

/** What an endpoint answers. */
export type Answer<E extends Endpoint> = z.output<E["answer"]>;

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api, Given } from "#shared/api";
import type { MailState, WebhookState } from "#shared/deliveries";
import type { LeadSelection } from "#shared/leads";
import type { OrganizationSort, OrganizationState } from "#shared/service";
import { callApi } from "./callApi.ts";
import { rememberMe, rememberPlaybook } from "./rememberMe.ts";

/** How many rows a page of a long list brings. */
const PAGE = 100;
/** How many rows a page of the table of leads holds. */
export const LEADS_PAGE = PAGE;

/** Which leads a table shows, and in what order. */
export type WantedLeads = Omit<Given<Api["findLeads"]>["body"], "cursor" | "skip" | "limit">;

/** Everything the renderer asks the Worker for, each under its one key. */
export const queries = {
  me: queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => rememberMe(() => callApi("getMe", {}, { signal })),
    staleTime: 30_000,
    refetchOnWindowFocus: "always",
  }),
  lists: queryOptions({
    queryKey: ["lists"],
    queryFn: ({ signal }) => callApi("listLists", {}, { signal }),
    select: (answer) => answer.lists,
    // How many may be called now changes with the clock, which nobody tells.
    refetchOnWindowFocus: true,
  }),
  /** Outcomes, scripts, objections, lines, settings: what managers prepared for calling. */
  playbook: queryOptions({
    queryKey: ["playbook"],
    queryFn: ({ signal }) => rememberPlaybook(() => callApi("getPlaybook", {}, { signal })),
    staleTime: 60_000,
  }),
  queue: (listId: string) =>
    queryOptions({
      queryKey: ["queue", listId],
      queryFn: ({ signal }) =>
        callApi("getQueue", { params: { listId }, query: { limit: 50 } }, { signal }),
      select: (answer) => answer.leads,
      // A queue from before would bring back leads that were called since.
      gcTime: 0,
    }),
  leadsPage: (wanted: WantedLeads, page: number) =>
    queryOptions({
      queryKey: ["leads", "find", wanted, page],
      queryFn: ({ signal }) =>
        callApi(
          "findLeads",
          {
            body: {
              ...wanted,
              limit: LEADS_PAGE,
              ...(page === 0 ? {} : { skip: page * LEADS_PAGE }),
            },
          },
          { signal },
        ),
    }),
  countLeads: (selection: LeadSelection) =>
    queryOptions({
      queryKey: ["leads", "count", selection],
      queryFn: ({ signal }) => callApi("countLeads", { body: selection }, { signal }),
      select: (answer) => answer.count,
    }),
  customFields: queryOptions({
    queryKey: ["custom-fields"],
    queryFn: ({ signal }) => callApi("listCustomFields", {}, { signal }),
    select: (answer) => answer.names,
    staleTime: 60_000,
  }),
  views: queryOptions({
    queryKey: ["views"],
    queryFn: ({ signal }) => callApi("listViews", {}, { signal }),
    select: (answer) => answer.views,
  }),
  callPermit: (callId: string) =>
    queryOptions({
      queryKey: ["call-permit", callId],
      queryFn: ({ signal }) => callApi("getCallPermit", { params: { callId } }, { signal }),
      select: (answer) => answer.permit,
    }),
  palette: (search: string) =>
    queryOptions({
      queryKey: ["leads", "palette", search],
      queryFn: ({ signal }) => callApi("listLeads", { query: { search, limit: 8 } }, { signal }),
      select: (answer) => answer.leads,
    }),
  lead: (leadId: string) =>
    queryOptions({
      queryKey: ["lead", leadId],
      queryFn: ({ signal }) => callApi("getLead", { params: { leadId } }, { signal }),
    }),
  recentCalls: queryOptions({
    queryKey: ["calls", "recent"],
    queryFn: ({ signal }) => callApi("listCalls", { query: { limit: 12 } }, { signal }),
    select: (answer) => answer.calls,
  }),
  dayNumbers: (since: string) =>
    queryOptions({
      queryKey: ["day-numbers", since],
      queryFn: ({ signal }) => callApi("getDayNumbers", { query: { since } }, { signal }),
    }),
  members: queryOptions({
    queryKey: ["members"],
    queryFn: ({ signal }) => callApi("listMembers", {}, { signal }),
    select: (answer) => answer.members,
  }),
  /** The members with what they have in hand, and who was deactivated. */
  staff: queryOptions({
    queryKey: ["members", "staff"],
    queryFn: ({ signal }) => callApi("listStaff", {}, { signal }),
  }),
  /** A trail, newest first, as far as it was shown. */
  audit: (ofService: boolean, wanted: Omit<Given<Api["listAudit"]>["query"], "cursor" | "limit">) =>
    infiniteQueryOptions({
      queryKey: ["audit", ofService, wanted],
      queryFn: ({ pageParam, signal }) =>
        callApi(
          ofService ? "listServiceAudit" : "listAudit",
          { query: { ...wanted, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
    }),
  invitations: queryOptions({
    queryKey: ["invitations"],
    queryFn: ({ signal }) => callApi("listInvitations", {}, { signal }),
    select: (answer) => answer.invitations,
  }),
  /** What decides the feature flags for the caller. */
  flags: queryOptions({
    queryKey: ["flags", "own"],
    queryFn: ({ signal }) => callApi("getFlags", {}, { signal }),
    select: (answer) => answer.flags,
  }),
  adminFlags: queryOptions({
    queryKey: ["flags", "admin"],
    queryFn: ({ signal }) => callApi("listAdminFlags", {}, { signal }),
    select: (answer) => answer.flags,
  }),
  serviceFlags: queryOptions({
    queryKey: ["flags", "service"],
    queryFn: ({ signal }) => callApi("listServiceFlags", {}, { signal }),
    select: (answer) => answer.flags,
  }),
  flagWhy: (flag: string, userId: string) =>
    queryOptions({
      queryKey: ["flags", "why", flag, userId],
      queryFn: ({ signal }) => callApi("explainFlag", { params: { flag, userId } }, { signal }),
    }),
  flagWhyFor: (flag: string, email: string) =>
    queryOptions({
      queryKey: ["flags", "why-for", flag, email],
      queryFn: ({ signal }) =>
        callApi("explainFlagForAddress", { params: { flag }, body: { email } }, { signal }),
    }),
  /** Exports and erasures, newest first. While one runs they are looked at without the live line too. */
  jobs: queryOptions({
    queryKey: ["jobs"],
    queryFn: ({ signal }) => callApi("listJobs", {}, { signal }),
    select: (answer) => answer.jobs,
    refetchInterval: ({ state }) =>
      state.data?.jobs.some((job) => job.status === "running") === true ? 3_000 : false,
  }),
  exportSize: queryOptions({
    queryKey: ["export-size"],
    queryFn: ({ signal }) => callApi("getExportSize", {}, { signal }),
    staleTime: 60_000,
  }),
  /** What the organization has, may have and could buy. */
  billing: queryOptions({
    queryKey: ["billing", "state"],
    queryFn: ({ signal }) => callApi("getBilling", {}, { signal }),
  }),
  /** The next invoice as Stripe reckons it now. */
  upcomingInvoice: queryOptions({
    queryKey: ["billing", "upcoming"],
    queryFn: ({ signal }) => callApi("getUpcomingInvoice", {}, { signal }),
    select: (answer) => answer.upcoming,
    staleTime: 60_000,
  }),
  /** What a change would cost. Stripe reckons to the second: what was reckoned before is not shown again. */
  changePreview: (wanted: Given<Api["previewChange"]>["body"]) =>
    queryOptions({
      queryKey: ["billing", "preview", wanted],
      queryFn: ({ signal }) => callApi("previewChange", { body: wanted }, { signal }),
      gcTime: 0,
      refetchOnWindowFocus: false,
    }),
  invoices: infiniteQueryOptions({
    queryKey: ["billing", "invoices"],
    queryFn: ({ signal, pageParam }) =>
      callApi(
        "listInvoices",
        { query: { ...(pageParam === null ? {} : { cursor: pageParam }), limit: 12 } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  }),
  tasks: queryOptions({
    queryKey: ["tasks"],
    queryFn: ({ signal }) => callApi("listTasks", { query: { limit: 200 } }, { signal }),
    select: (answer) => answer.tasks,
  }),
  doNotCall: infiniteQueryOptions({
    queryKey: ["do-not-call"],
    queryFn: ({ signal, pageParam }) =>
      callApi(
        "listDoNotCall",
        { query: { ...(pageParam ? { cursor: pageParam } : {}), limit: PAGE } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  }),

  // How mails and webhooks fare, and alerts: of the caller's organisation, or (operators) of the whole service. Looked at
  // each minute too, because what waits grows late by itself.
  deliveries: (wholeService: boolean) =>
    queryOptions({
      queryKey: ["deliveries", "summary", wholeService],
      queryFn: ({ signal }) =>
        callApi(wholeService ? "getServiceDeliveries" : "getDeliveries", {}, { signal }),
      refetchInterval: 60_000,
    }),
  mails: (wholeService: boolean, state: MailState | null) =>
    infiniteQueryOptions({
      queryKey: ["deliveries", "mails", wholeService, state],
      queryFn: ({ signal, pageParam }) =>
        callApi(
          wholeService ? "listServiceMails" : "listMails",
          { query: pageOf(pageParam, state) },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: 60_000,
    }),
  webhooks: (wholeService: boolean, state: WebhookState | null) =>
    infiniteQueryOptions({
      queryKey: ["deliveries", "webhooks", wholeService, state],
      queryFn: ({ signal, pageParam }) =>
        callApi(
          wholeService ? "listServiceWebhooks" : "listWebhooks",
          { query: pageOf(pageParam, state) },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: 60_000,
    }),
  alerts: (wholeService: boolean) =>
    infiniteQueryOptions({
      queryKey: ["deliveries", "alerts", wholeService],
      queryFn: ({ signal, pageParam }) =>
        callApi(
          wholeService ? "listServiceAlerts" : "listAlerts",
          { query: pageOf(pageParam, null) },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: 60_000,
    }),

  // The operators' own.
  organizations: (wanted: WantedOrganizations) =>
    infiniteQueryOptions({
      queryKey: ["service", "organizations", wanted],
      queryFn: ({ signal, pageParam }) =>
        callApi(
          "listOrganizations",
          {
            query: {
              search: wanted.search,
              sort: wanted.sort,
              descending: wanted.descending ? "true" : "false",
              ...(wanted.state === null ? {} : { state: wanted.state }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
              limit: PAGE,
            },
          },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  organization: (organizationId: string) =>
    queryOptions({
      queryKey: ["service", "organization", organizationId],
      queryFn: ({ signal }) =>
        callApi("getOrganization", { params: { organizationId } }, { signal }),
    }),
  serviceSettings: queryOptions({
    queryKey: ["service", "settings"],
    queryFn: ({ signal }) => callApi("getServiceSettings", {}, { signal }),
  }),
  prices: queryOptions({
    queryKey: ["service", "prices"],
    queryFn: ({ signal }) => callApi("listPrices", {}, { signal }),
    select: (answer) => answer.prices,
  }),
};

/** Which organizations the operators' list shows, and in what order. */
export interface WantedOrganizations {
  readonly search: string;
  readonly state: OrganizationState | null;
  readonly sort: OrganizationSort;
  readonly descending: boolean;
}

function pageOf<S extends string>(cursor: string | null, state: S | null) {
  return {
    ...(cursor === null ? {} : { cursor }),
    ...(state === null ? {} : { state }),
    limit: 50,
  };
}

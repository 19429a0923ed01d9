import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api, Given } from "#shared/api";
import type { LeadSelection } from "#shared/leads";
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
};

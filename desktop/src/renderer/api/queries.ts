import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callApi } from "./callApi.ts";
import { rememberMe } from "./rememberMe.ts";

/** How many rows a page of a long list brings. */
const PAGE = 100;

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
    queryFn: ({ signal }) => callApi("getPlaybook", {}, { signal }),
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
  leads: (filter: { search?: string | undefined; listId?: string | undefined }) =>
    infiniteQueryOptions({
      queryKey: ["leads", filter],
      queryFn: ({ signal, pageParam }) =>
        callApi(
          "listLeads",
          {
            query: {
              ...(filter.search ? { search: filter.search } : {}),
              ...(filter.listId ? { listId: filter.listId } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
              limit: PAGE,
            },
          },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
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

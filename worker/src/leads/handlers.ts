import type { Handlers } from "../http/mountApi.ts";
import { createList } from "./createList.ts";
import { createSampleList } from "./createSampleList.ts";
import { getLead } from "./getLead.ts";
import { getQueue } from "./getQueue.ts";
import { importLeads } from "./importLeads.ts";
import { listLeads } from "./listLeads.ts";
import { listLists } from "./listLists.ts";

/** Leads, the lists they stand in, and the queue to call. */
export const handlers = {
  listLists,
  createList,
  createSampleList,
  importLeads,
  getQueue,
  listLeads,
  getLead,
} satisfies Partial<Handlers>;

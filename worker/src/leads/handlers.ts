import type { Handlers } from "../http/mountApi.ts";
import { countLeads } from "./countLeads.ts";
import { createLead } from "./createLead.ts";
import { createList } from "./createList.ts";
import { createSampleList } from "./createSampleList.ts";
import { deleteList } from "./deleteList.ts";
import { editLeads } from "./editLeads.ts";
import { findLeads } from "./findLeads.ts";
import { getLead } from "./getLead.ts";
import { getQueue } from "./getQueue.ts";
import { importLeads } from "./importLeads.ts";
import { listCustomFields } from "./listCustomFields.ts";
import { listLeads } from "./listLeads.ts";
import { listLists } from "./listLists.ts";
import { updateLead } from "./updateLead.ts";
import { updateList } from "./updateList.ts";

/** Leads, the lists they stand in, and the queue to call. */
export const handlers = {
  listLists,
  createList,
  updateList,
  deleteList,
  createSampleList,
  importLeads,
  getQueue,
  listLeads,
  findLeads,
  countLeads,
  getLead,
  createLead,
  updateLead,
  editLeads,
  listCustomFields,
} satisfies Partial<Handlers>;

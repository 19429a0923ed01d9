import type { Handlers } from "../http/mountApi.ts";
import { findPage } from "./findPage.ts";

/** Leads for a table: searched, filtered, in order, page by page. */
export const findLeads: Handlers["findLeads"] = (context, { body }) => findPage(context.db, body);

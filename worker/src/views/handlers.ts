import type { Handlers } from "../http/mountApi.ts";
import { deleteView } from "./deleteView.ts";
import { listViews } from "./listViews.ts";
import { saveView } from "./saveView.ts";

/** Views of the table of leads. */
export const handlers = { listViews, saveView, deleteView } satisfies Partial<Handlers>;

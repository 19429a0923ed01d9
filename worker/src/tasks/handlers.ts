import type { Handlers } from "../http/mountApi.ts";
import { listTasks } from "./listTasks.ts";
import { saveTask } from "./saveTask.ts";

/** Tasks and callbacks. */
export const handlers = { listTasks, saveTask } satisfies Partial<Handlers>;

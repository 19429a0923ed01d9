import type { Answer, Api } from "#shared/api";
import type { Call } from "#shared/calls";
import type { Task } from "#shared/tasks";

/** One thing that happened with a lead. */
export type TimelineEntry =
  | { readonly kind: "call"; readonly at: string; readonly call: Call }
  | { readonly kind: "taskMade" | "taskDone"; readonly at: string; readonly task: Task }
  | { readonly kind: "added"; readonly at: string };

/** Everything that happened with a lead, newest first. */
export function timelineOf({
  lead,
  calls,
  tasks,
}: Pick<Answer<Api["getLead"]>, "lead" | "calls" | "tasks">): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...calls.map((call) => ({ kind: "call" as const, at: call.startedAt, call })),
    ...tasks.map((task) => ({ kind: "taskMade" as const, at: task.createdAt, task })),
    ...tasks.flatMap((task) =>
      task.doneAt === null ? [] : [{ kind: "taskDone" as const, at: task.doneAt, task }],
    ),
    { kind: "added", at: lead.createdAt },
  ];
  return entries.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

import { useRef } from "react";
import type { Task } from "#shared/tasks";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Card } from "../../ui/Card.tsx";
import { AddTask } from "../today/AddTask.tsx";
import { useTaskDone } from "../today/useTaskDone.ts";

/** What is still to be done for a lead, and a line to add more. */
export function LeadTasks({ leadId, tasks }: { leadId: string; tasks: readonly Task[] }) {
  const now = useNow(60_000);
  const done = useTaskDone();
  const input = useRef<HTMLInputElement>(null);
  useKeys("Lead", [{ keys: "t", label: "Add a task", run: () => input.current?.focus() }]);
  const open = tasks
    .filter((task) => task.doneAt === null)
    .toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  return (
    <Card title="Tasks">
      <ul>
        {open.map((task) => (
          <li
            key={task.id}
            className="flex min-h-10 items-center gap-3 border-b border-line px-4 py-1"
          >
            <input
              type="checkbox"
              aria-label={`Done: ${task.text}`}
              checked={false}
              onChange={() => done(task)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1 break-words">{task.text}</span>
            {task.kind === "callback" && <Badge tone="accent">Callback</Badge>}
            {task.userId === null && <Badge>Anyone’s</Badge>}
            <time
              dateTime={task.dueAt}
              className={`text-small whitespace-nowrap tabular-nums ${
                Date.parse(task.dueAt) < now.getTime() ? "text-warn" : "text-ink-muted"
              }`}
            >
              {formatMoment(task.dueAt, now)}
            </time>
          </li>
        ))}
      </ul>
      <AddTask inputRef={input} leadId={leadId} />
    </Card>
  );
}

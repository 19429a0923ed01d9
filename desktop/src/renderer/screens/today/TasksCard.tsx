import { Link } from "@tanstack/react-router";
import type { RefObject } from "react";
import type { Task } from "#shared/tasks";
import { formatDay, startOfDay } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Card } from "../../ui/Card.tsx";
import { AddTask } from "./AddTask.tsx";

/** What else there is to do, the soonest first, and a line to add something. */
export function TasksCard({
  tasks,
  chosenId,
  addRef,
  onDone,
}: {
  tasks: readonly Task[];
  chosenId: string | undefined;
  addRef: RefObject<HTMLInputElement | null>;
  onDone: (task: Task) => void;
}) {
  return (
    <Card title="Tasks">
      <ul>
        {tasks.map((task) => (
          <li
            key={task.id}
            className={`flex min-h-11 items-center gap-3 border-b border-line px-4 ${task.id === chosenId ? "bg-accent-soft" : ""}`}
          >
            <input
              type="checkbox"
              aria-label={`Done: ${task.text}`}
              checked={false}
              onChange={() => onDone(task)}
              className="size-4 shrink-0 accent-(--accent)"
            />
            <span className="min-w-0 flex-1 py-1.5 break-words">{task.text}</span>
            {task.leadId !== null && task.leadName !== null && (
              <Link
                to="/leads/$leadId"
                params={{ leadId: task.leadId }}
                className="max-w-48 truncate text-ink-muted hover:underline"
              >
                {task.leadName}
              </Link>
            )}
            {task.userId === null && <Badge>Anyone’s</Badge>}
            <DueDay dueAt={task.dueAt} />
          </li>
        ))}
      </ul>
      <AddTask inputRef={addRef} />
    </Card>
  );
}

const DAY_MS = 86_400_000;

function DueDay({ dueAt }: { dueAt: string }) {
  const today = startOfDay(useNow(60_000)).getTime();
  const due = startOfDay(new Date(dueAt)).getTime();
  // Rounded: where the clocks change, a day has 23 or 25 hours.
  const days = Math.round((due - today) / DAY_MS);
  return (
    <time
      dateTime={dueAt}
      className={`text-small whitespace-nowrap tabular-nums ${days < 0 ? "text-warn" : "text-ink-muted"}`}
    >
      {days === 0
        ? "Today"
        : days === 1
          ? "Tomorrow"
          : days === -1
            ? "Yesterday"
            : formatDay(dueAt)}
    </time>
  );
}

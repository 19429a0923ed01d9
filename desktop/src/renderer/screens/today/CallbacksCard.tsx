import { Link } from "@tanstack/react-router";
import type { Task } from "#shared/tasks";
import { countOf } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Card } from "../../ui/Card.tsx";

/** Callbacks that were promised, the soonest first; the ones that are due come first in the dial session too. */
export function CallbacksCard({
  callbacks,
  later,
  chosenId,
}: {
  callbacks: readonly Task[];
  /** How many more there are after those shown. */
  later: number;
  chosenId: string | undefined;
}) {
  const now = useNow(30_000);
  if (callbacks.length === 0 && later === 0) return null;
  return (
    <Card title="Callbacks">
      <ul>
        {callbacks.map((task) => {
          const due = Date.parse(task.dueAt) <= now.getTime();
          return (
            <li
              key={task.id}
              className={`border-b border-line last:border-0 ${task.id === chosenId ? "bg-accent-soft" : ""}`}
            >
              <Link
                to="/dial/lead/$leadId"
                params={{ leadId: task.leadId ?? "" }}
                className="flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-1.5 hover:bg-hover"
              >
                <span className="min-w-0 truncate font-medium">
                  {task.leadName ?? "A colleague’s lead"}
                </span>
                {task.userId === null && <Badge>Anyone’s</Badge>}
                <span className="min-w-0 flex-1 truncate text-ink-muted">{task.text}</span>
                {due && <Badge tone="warn">Due</Badge>}
                <time dateTime={task.dueAt} className="text-small text-ink-muted tabular-nums">
                  {formatMoment(task.dueAt, now)}
                </time>
              </Link>
            </li>
          );
        })}
      </ul>
      {later > 0 && (
        <p className="border-t border-line px-4 py-2 text-small text-ink-muted">
          {countOf(later, "callback")} after tomorrow.
        </p>
      )}
    </Card>
  );
}

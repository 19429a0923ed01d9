import { Link } from "@tanstack/react-router";
import type { Call } from "#shared/calls";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatDuration, formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { OutcomeBadge } from "../../ui/OutcomeBadge.tsx";

/** One call: when, with whom, how it ended, how long it was, what was noted. */
export function CallRow({ call, withLead = false }: { call: Call; withLead?: boolean }) {
  const { user } = useSignedIn();
  const now = useNow(60_000);
  const seconds =
    call.endedAt === null ? null : (Date.parse(call.endedAt) - Date.parse(call.startedAt)) / 1_000;
  return (
    <li className="border-b border-line px-4 py-2 last:border-0">
      <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1">
        {withLead && (
          <Link
            to="/leads/$leadId"
            params={{ leadId: call.leadId }}
            className="min-w-0 truncate font-medium hover:underline"
          >
            {call.leadName}
          </Link>
        )}
        {call.outcome === null ? (
          <Badge tone="warn">Not ended</Badge>
        ) : (
          <OutcomeBadge outcome={call.outcome} />
        )}
        {call.isPractice && <Badge>Practice</Badge>}
        {call.userId !== user.id && (
          <span className="truncate text-ink-muted">{call.userName}</span>
        )}
        <span className="ml-auto flex gap-3 text-small whitespace-nowrap text-ink-muted tabular-nums">
          {seconds !== null && <span>{formatDuration(seconds)}</span>}
          <time dateTime={call.startedAt} className="min-w-16 text-right">
            {formatMoment(call.startedAt, now)}
          </time>
        </span>
      </div>
      {call.notes !== "" && (
        <p className="mt-0.5 line-clamp-3 break-words whitespace-pre-line text-ink-muted">
          {call.notes}
        </p>
      )}
    </li>
  );
}

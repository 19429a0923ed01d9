import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ERASED_LEAD_ID, type Call } from "#shared/calls";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatDuration, formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { OutcomeBadge } from "../../ui/OutcomeBadge.tsx";
import { CallReceipt } from "./CallReceipt.tsx";

/** One call: when, with whom, how it ended, how long it was, what was noted. */
export function CallRow({
  call,
  withLead = false,
  withReceipt = false,
}: {
  call: Call;
  withLead?: boolean;
  /** Whether the permit it began under can be looked at, and the line it was logged under is named. */
  withReceipt?: boolean;
}) {
  const { user } = useSignedIn();
  const now = useNow(60_000);
  const seconds =
    call.endedAt === null ? null : (Date.parse(call.endedAt) - Date.parse(call.startedAt)) / 1_000;
  return (
    <li className="border-b border-line px-4 py-2 last:border-0">
      <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1">
        {withLead && call.leadId === ERASED_LEAD_ID && (
          <span className="min-w-0 truncate text-ink-muted">{call.leadName}</span>
        )}
        {withLead && call.leadId !== ERASED_LEAD_ID && (
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
        {call.reason !== null && <span className="truncate">{call.reason}</span>}
        {withReceipt && call.lineId !== null && <LineName lineId={call.lineId} />}
        <span className="ml-auto flex items-center gap-3 text-small whitespace-nowrap text-ink-muted tabular-nums">
          {withReceipt && <CallReceipt call={call} />}
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

function LineName({ lineId }: { lineId: string }) {
  const { data } = useQuery({
    ...queries.playbook,
    select: (playbook) => playbook.lines.find((line) => line.id === lineId)?.label,
  });
  return data === undefined ? null : <span className="truncate text-ink-muted">on {data}</span>;
}

import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import type { DialSession } from "../../dial/dialState.ts";
import { useWaitingCalls } from "../../dial/dialStore.ts";
import { paceOf } from "../../dial/paceOf.ts";
import { formatCount } from "../../format/formatCount.ts";
import { startOfDay } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { ProgressBar } from "../../ui/ProgressBar.tsx";

/** How the day goes: calls and people reached against the goals, and calls an hour. Practice does not count. */
export function DayPace({ session, isShort = false }: { session: DialSession; isShort?: boolean }) {
  const now = useNow(30_000);
  const { data: numbers } = useQuery(queries.dayNumbers(startOfDay(now).toISOString()));
  const { data: settings } = useQuery({
    ...queries.playbook,
    select: (playbook) => playbook.settings,
  });
  const reachedBy = useQuery({
    ...queries.playbook,
    select: ({ outcomes }) => outcomes.filter((each) => each.reached).map(({ key }) => key),
  }).data;
  // Ended here, but not yet counted there.
  const ended = useWaitingCalls().filter(
    ({ call, refused }) => call.outcome !== null && call.permitId !== null && refused === null,
  );
  const calls = (numbers?.calls ?? 0) + ended.length;
  const reached =
    (numbers?.reached ?? 0) +
    ended.filter(({ call }) => reachedBy?.includes(call.outcome ?? "")).length;
  const pace = paceOf(session, new Date(now.getTime() + session.clockAheadMs));
  const rows = [
    { label: "Calls", count: calls, goal: settings?.callsPerDay ?? null },
    { label: "Reached", count: reached, goal: settings?.reachedPerDay ?? null },
  ];
  if (isShort)
    return (
      <span className="truncate text-small text-ink-muted tabular-nums max-sm:hidden">
        {rows.map(({ label, count, goal }) => `${label} ${ofGoal(count, goal)}`).join(" · ")}
        {pace !== null && ` · ${pace}/h`}
      </span>
    );
  return (
    <dl className="flex shrink-0 flex-col gap-1.5 border-t border-line px-4 py-2.5 text-small text-ink-muted tabular-nums">
      {rows.map(({ label, count, goal }) => (
        <div key={label} className="grid grid-cols-[56px_minmax(0,1fr)] items-center gap-2">
          <dt>{label}</dt>
          <dd className="flex items-center gap-2 text-ink">
            <span className="whitespace-nowrap">{ofGoal(count, goal)}</span>
            {goal !== null && (
              <span className="flex-1">
                <ProgressBar value={Math.min(count, goal)} max={goal} label={`${label}: goal`} />
              </span>
            )}
          </dd>
        </div>
      ))}
      <div className="grid grid-cols-[56px_minmax(0,1fr)] gap-2">
        <dt>Pace</dt>
        <dd className="text-ink">{pace === null ? "–" : `${pace} an hour`}</dd>
      </div>
    </dl>
  );
}

const ofGoal = (count: number, goal: number | null) =>
  goal === null ? formatCount(count) : `${formatCount(count)} / ${formatCount(goal)}`;

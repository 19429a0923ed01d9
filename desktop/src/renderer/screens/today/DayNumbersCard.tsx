import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { formatCount } from "../../format/formatCount.ts";
import { formatDuration, startOfDay } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Card } from "../../ui/Card.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

interface Shown {
  readonly label: string;
  readonly value: string | undefined;
  readonly count?: number | undefined;
  readonly goal?: number | null | undefined;
}

/** My numbers since midnight against the day's goals, small and honest. Practice does not count. */
export function DayNumbersCard() {
  const today = startOfDay(useNow(60_000)).toISOString();
  const { data, isError } = useQuery(queries.dayNumbers(today));
  const { data: goals } = useQuery({
    ...queries.playbook,
    select: (playbook) => playbook.settings,
  });
  const numbers: readonly Shown[] = [
    {
      label: "Calls",
      value: data && formatCount(data.calls),
      count: data?.calls,
      goal: goals?.callsPerDay,
    },
    {
      label: "Reached",
      value: data && formatCount(data.reached),
      count: data?.reached,
      goal: goals?.reachedPerDay,
    },
    { label: "Talk time", value: data && formatDuration(data.talkSeconds) },
  ];
  return (
    <Card title="My day">
      <dl className="grid grid-cols-3 gap-4 px-4 py-3">
        {numbers.map(({ label, value, count, goal }) => (
          <div key={label}>
            <dt className="text-small text-ink-muted">{label}</dt>
            <dd className="text-display tabular-nums">
              {value ?? (isError ? "–" : <Skeleton className="mt-1 h-6 w-10" />)}
            </dd>
            {typeof goal === "number" && (
              <dd className="mt-1">
                <ProgressBar
                  value={Math.min(count ?? 0, goal)}
                  max={goal}
                  label={`${label}: goal`}
                />
                <span className="mt-0.5 block text-small text-ink-muted tabular-nums">
                  of {formatCount(goal)}
                </span>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Card>
  );
}

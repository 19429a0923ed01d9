import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { formatCount } from "../../format/formatCount.ts";
import { formatDuration, startOfDay } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Card } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

/** My numbers since midnight, small and honest. Practice does not count. */
export function DayNumbersCard() {
  const today = startOfDay(useNow(60_000)).toISOString();
  const { data, isError } = useQuery(queries.dayNumbers(today));
  const numbers: readonly (readonly [string, string | undefined])[] = [
    ["Calls", data && formatCount(data.calls)],
    ["Reached", data && formatCount(data.reached)],
    ["Talk time", data && formatDuration(data.talkSeconds)],
  ];
  return (
    <Card title="My day">
      <dl className="grid grid-cols-3 gap-2 px-4 py-3">
        {numbers.map(([label, value]) => (
          <div key={label}>
            <dt className="text-small text-ink-muted">{label}</dt>
            <dd className="text-display tabular-nums">
              {value ?? (isError ? "–" : <Skeleton className="mt-1 h-6 w-10" />)}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

import { memo } from "react";
import { isCallingHour } from "#shared/callingHours";
import { localTime, zoneName } from "../format/formatTime.ts";
import { useNow } from "../format/useNow.ts";

/** The time where somebody is, marked where it is no hour to call them. A dash where the zone is unknown. */
export const LocalClock = memo(function LocalClock({
  timeZone,
  withZone = false,
}: {
  timeZone: string | null;
  withZone?: boolean;
}) {
  const now = useNow(15_000);
  const time = timeZone === null ? null : localTime(now, timeZone);
  if (timeZone === null || time === null)
    return <span className="text-ink-muted">{withZone ? "Local time unknown" : "–"}</span>;
  const fits = isCallingHour(timeZone, now);
  return (
    <span
      className={`whitespace-nowrap tabular-nums ${fits ? "" : "text-warn"}`}
      title={fits ? timeZone : `${timeZone}: outside 8 AM to 9 PM`}
    >
      {time}
      {withZone && ` ${zoneName(now, timeZone) ?? ""}`}
      {!fits && <span className="sr-only"> (outside calling hours)</span>}
    </span>
  );
});

import { Meter } from "@base-ui/react/meter";
import { formatCount } from "../../format/formatCount.ts";

/** How much of what is allowed is used, as a number and a bar; without a bound the number alone. */
export function UsageMeter({
  label,
  used,
  allowed,
}: {
  label: string;
  used: number;
  allowed: number | null;
}) {
  const words =
    allowed === null
      ? `${formatCount(used)}, no limit`
      : `${formatCount(used)} of ${formatCount(allowed)}`;
  const line = (
    <>
      <span>{label}</span>
      <span className="tabular-nums">
        <span className="font-medium">{formatCount(used)}</span>
        <span className="text-ink-muted">
          {allowed === null ? " · no limit" : ` of ${formatCount(allowed)}`}
        </span>
      </span>
    </>
  );
  if (allowed === null) return <p className="flex justify-between gap-4">{line}</p>;
  const tone = used > allowed ? "bg-danger" : "bg-accent";
  return (
    <Meter.Root
      value={Math.min(used, allowed)}
      max={Math.max(1, allowed)}
      aria-label={label}
      aria-valuetext={words}
      getAriaValueText={() => words}
    >
      <span aria-hidden className="flex justify-between gap-4">
        {line}
      </span>
      <Meter.Track className="mt-1 block h-1.5 overflow-hidden rounded-full bg-line">
        <Meter.Indicator
          className={`block h-full rounded-full transition-[width] duration-200 ${tone}`}
        />
      </Meter.Track>
    </Meter.Root>
  );
}

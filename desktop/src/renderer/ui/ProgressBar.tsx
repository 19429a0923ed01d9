import { Progress } from "@base-ui/react/progress";

/** How far something is: `value` of `max`. */
export function ProgressBar({ value, max, label }: { value: number; max: number; label: string }) {
  return (
    <Progress.Root value={max === 0 ? 0 : value} max={Math.max(1, max)} aria-label={label}>
      <Progress.Track className="block h-1.5 overflow-hidden rounded-full bg-line">
        <Progress.Indicator className="block h-full rounded-full bg-accent transition-[width] duration-200" />
      </Progress.Track>
    </Progress.Root>
  );
}

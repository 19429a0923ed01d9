import { joinClasses } from "./joinClasses.ts";

/** A grey bar where text will stand. Give it the size of that text. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={joinClasses("block animate-skeleton rounded-sm bg-line", className)}
    />
  );
}

/** Rows of a list that is being loaded. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <output className="block" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-4 border-b border-line px-4">
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-1/5" />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </output>
  );
}

import { Skeleton } from "../../ui/Skeleton.tsx";

/** The screen's own layout, before anything is known. */
export function BillingSkeleton() {
  return (
    <output className="flex flex-col gap-5" aria-label="Loading billing">
      <div className="grid gap-6 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2 lg:grid-cols-3">
        {[0, 1, 2].map((column) => (
          <div key={column} className="flex flex-col gap-3">
            <Skeleton className="h-5 w-24" />
            <Skeleton className="h-3 w-40" />
            <Skeleton className="h-3 w-32" />
          </div>
        ))}
      </div>
      <div className="grid gap-6 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2 lg:grid-cols-4">
        {[0, 1, 2, 3].map((column) => (
          <div key={column} className="flex flex-col gap-3">
            <Skeleton className="h-5 w-20" />
            <Skeleton className="h-24" />
            <Skeleton className="h-8" />
          </div>
        ))}
      </div>
    </output>
  );
}

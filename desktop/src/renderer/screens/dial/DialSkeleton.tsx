import { Skeleton, SkeletonRows } from "../../ui/Skeleton.tsx";

/** The dial screen before its queue is there. */
export function DialSkeleton() {
  return (
    <div className="grid h-full grid-cols-[260px_minmax(0,1fr)_280px] max-xl:grid-cols-[220px_minmax(0,1fr)] max-sm:block">
      <div className="border-r border-line max-sm:hidden">
        <SkeletonRows rows={10} label="Loading the queue" />
      </div>
      <div className="flex flex-col gap-4 bg-surface p-6">
        <Skeleton className="h-7 w-60" />
        <Skeleton className="h-4 w-80" />
        <Skeleton className="mt-4 h-10 w-40" />
        <Skeleton className="h-40" />
      </div>
      <div className="border-l border-line max-xl:hidden" />
    </div>
  );
}

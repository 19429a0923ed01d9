import type { ReactElement } from "react";
import { Button } from "../../ui/Button.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";

/** What an endless query says of itself. */
interface Found {
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

/** A list that goes on page by page, with what stands there before the first row and where there is none. */
export function EndlessList({
  found,
  rows,
  loading,
  empty,
}: {
  found: Found;
  /** Undefined until the first page is there. */
  rows: readonly ReactElement[] | undefined;
  loading: string;
  empty: string;
}) {
  if (rows === undefined)
    return found.error ? (
      <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <SkeletonRows rows={4} label={loading} />
    );
  if (rows.length === 0) return <p className="px-4 py-6 text-ink-muted">{empty}</p>;
  return (
    <>
      <ul>{rows}</ul>
      {found.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button
            look="quiet"
            busy={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

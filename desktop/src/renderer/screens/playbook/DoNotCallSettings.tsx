import { useInfiniteQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { AddDoNotCall } from "./AddDoNotCall.tsx";

/** The numbers that the organisation does not call. All see them and add to them; nobody takes one away. */
export function DoNotCallSettings() {
  const now = useNow(60_000);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    queries.doNotCall,
  );
  const numbers = data?.pages.flatMap((page) => page.numbers);
  return (
    <>
      <AddDoNotCall />
      <Card title="Numbers not to be called">
        {numbers ? (
          numbers.length === 0 ? (
            <p className="px-4 py-6 text-ink-muted">
              None yet. An outcome such as “Do not call” adds the lead’s number by itself.
            </p>
          ) : (
            <ul>
              {numbers.map((each) => (
                <li
                  key={each.id}
                  className="flex min-h-10 flex-wrap items-center gap-x-4 border-b border-line px-4 last:border-0"
                >
                  <span className="flex-1 tabular-nums">{formatPhone(each.phone)}</span>
                  <span className="text-small text-ink-muted">
                    {each.addedByName === null ? "" : `${each.addedByName} · `}
                    {formatMoment(each.addedAt, now)}
                  </span>
                </li>
              ))}
            </ul>
          )
        ) : error ? (
          <ErrorNotice error={error} className="m-4" />
        ) : (
          <SkeletonRows rows={4} label="Loading the numbers" />
        )}
        {hasNextPage && (
          <div className="border-t border-line p-2 text-center">
            <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

import { CircleCheck, CirclePlus, UserPlus, type LucideIcon } from "lucide-react";
import { Fragment } from "react";
import type { Answer, Api } from "#shared/api";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatCount } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { CallRow } from "./CallRow.tsx";
import { timelineOf } from "./timelineOf.ts";

const DAY_MS = 86_400_000;

/** All that happened with a lead, newest first: calls with their receipts, tasks, the beginning. */
export function Timeline({ detail }: { detail: Answer<Api["getLead"]> }) {
  const now = useNow(60_000);
  return (
    <ul>
      {timelineOf(detail).map((entry) => {
        switch (entry.kind) {
          case "call":
            return <CallRow key={entry.call.id} call={entry.call} withReceipt />;
          case "taskMade":
          case "taskDone":
            return (
              <Note
                key={`${entry.task.id} ${entry.kind}`}
                icon={entry.kind === "taskDone" ? CircleCheck : CirclePlus}
                what={
                  entry.kind === "taskDone"
                    ? "Done"
                    : entry.task.kind === "callback"
                      ? "Callback promised"
                      : "Task"
                }
                text={entry.task.text}
                at={entry.at}
                now={now}
              />
            );
          case "added":
            return (
              <Fragment key="added">
                <HistoryEnd since={entry.at} now={now} />
                <Note icon={UserPlus} what="Added" text="" at={entry.at} now={now} />
              </Fragment>
            );
          default:
            return entry satisfies never;
        }
      })}
    </ul>
  );
}

/** Says of a lead that is older than the plan's history that its first calls may not be among those shown. */
function HistoryEnd({ since, now }: { since: string; now: Date }) {
  const days = useSignedIn().allowance?.historyDays ?? null;
  if (days === null || now.getTime() - Date.parse(since) < days * DAY_MS) return null;
  return (
    <li className="border-b border-line px-4 py-2 text-small text-ink-muted">
      Your plan shows calls of the last {formatCount(days)} days. Older ones are kept.
    </li>
  );
}

function Note({
  icon: Icon,
  what,
  text,
  at,
  now,
}: {
  icon: LucideIcon;
  what: string;
  text: string;
  at: string;
  now: Date;
}) {
  return (
    <li className="flex min-h-9 items-center gap-2 border-b border-line px-4 py-1.5 text-ink-muted last:border-0">
      <Icon aria-hidden size={14} className="shrink-0" />
      <span className="min-w-0 break-words">
        {what}
        {text !== "" && <span className="text-ink"> {text}</span>}
      </span>
      <time dateTime={at} className="ml-auto pl-2 text-small whitespace-nowrap tabular-nums">
        {formatMoment(at, now)}
      </time>
    </li>
  );
}

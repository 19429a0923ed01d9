import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { MAIL_STATES, WEBHOOK_STATES, type DeliveriesSummary } from "#shared/deliveries";
import { queries } from "../../api/queries.ts";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { formatAge } from "../../format/formatAge.ts";
import { useNow } from "../../format/useNow.ts";
import { Card } from "../../ui/Card.tsx";
import { NotLoaded } from "../../ui/NotLoaded.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { MAIL_STATE_WORDS, sourceName, WEBHOOK_STATE_WORDS } from "./words.ts";

/** The last day at a glance, and loudly what waits longer than it should. */
export function DeliveriesSummaryCard({ wholeService }: { wholeService: boolean }) {
  const now = useNow(60_000);
  const { data, error } = useQuery(queries.deliveries(wholeService));
  return (
    <div>
      {/* It stands empty before: what is put into it later is read out. */}
      <output className="block">{data && <Late summary={data} now={now} />}</output>
      <Card title="The last 24 hours">
        {data ? (
          <div className="flex flex-col">
            <Numbers
              title="Mails"
              numbers={MAIL_STATES.map((state) => ({
                ...MAIL_STATE_WORDS[state],
                count: data.mails[state],
              }))}
            />
            {data.webhooks.map((of) => (
              <Numbers
                key={of.source}
                title={sourceName(of.source)}
                numbers={WEBHOOK_STATES.map((state) => ({
                  ...WEBHOOK_STATE_WORDS[state],
                  count: of[state],
                }))}
              />
            ))}
          </div>
        ) : error ? (
          <NotLoaded error={error} className="m-4" />
        ) : (
          <SkeletonRows rows={1} label="Loading the numbers" />
        )}
      </Card>
    </div>
  );
}

function Late({ summary, now }: { summary: DeliveriesSummary; now: Date }) {
  const failed = summary.webhooks.reduce((sum, of) => sum + of.failed + of.stuck, 0);
  const lines = [
    summary.lateMails > 0 &&
      summary.oldestLateMailAt !== null &&
      `${countOf(summary.lateMails, "mail")} ${summary.lateMails === 1 ? "waits" : "wait"} longer than five minutes, the oldest for ${formatAge(summary.oldestLateMailAt, now)}.`,
    failed > 0 &&
      `${countOf(failed, "message")} of other systems ${failed === 1 ? "was" : "were"} not taken.`,
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <div className="mb-5 flex gap-3 rounded-lg border border-danger/40 bg-danger-soft px-4 py-3">
      <TriangleAlert aria-hidden size={18} className="mt-0.5 shrink-0 text-danger" />
      <div>
        {lines.map((line) => (
          <p key={line} className="font-medium">
            {line}
          </p>
        ))}
      </div>
    </div>
  );
}

function Numbers({
  title,
  numbers,
}: {
  title: string;
  numbers: readonly { readonly label: string; readonly tone: string; readonly count: number }[];
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-2 border-b border-line px-4 py-3 last:border-0">
      <h3 className="w-32 font-medium">{title}</h3>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {numbers.map(({ label, tone, count }) => (
          <div key={label} className="flex flex-col-reverse">
            <dt className="text-small text-ink-muted">{label}</dt>
            <dd
              className={`text-title tabular-nums ${tone === "danger" && count > 0 ? "font-semibold text-danger" : ""}`}
            >
              {formatCount(count)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { METERED, METERED_KEYS, priceAt, type MeteredKey, type ServicePrice } from "#shared/prices";
import { queries } from "../../api/queries.ts";
import { formatMicros } from "../../format/formatMicros.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { PriceForm } from "./PriceForm.tsx";
import { PRICE_LABELS } from "./priceLabels.ts";

/** What metered things cost, by key: the price that holds, those to come, and those of before. */
export function Prices() {
  const { data, error, refetch } = useQuery(queries.prices);
  const [editing, setEditing] = useState<MeteredKey | null>(null);
  const now = useNow(60_000);
  return (
    <Card title="Prices">
      <p className="border-b border-line px-4 py-3 text-ink-muted">
        What a unit costs the service. Usage is counted at the price of its moment, so a price is
        never changed: a new one begins. Those marked as examples are vendors’ list prices that
        nobody has confirmed yet.
      </p>
      {data ? (
        <ul>
          {METERED_KEYS.map((key) => (
            <PriceRow
              key={key}
              metered={key}
              prices={data.filter((price) => price.key === key)}
              now={now}
              onEdit={() => setEditing(key)}
            />
          ))}
        </ul>
      ) : error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={6} label="Loading prices" />
      )}
      <Dialog
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        title={editing === null ? "" : `New price: ${PRICE_LABELS[editing]}`}
      >
        {editing !== null && data && (
          <PriceForm
            metered={editing}
            current={priceAt(data, editing, now.getTime())}
            onDone={() => setEditing(null)}
          />
        )}
      </Dialog>
    </Card>
  );
}

function PriceRow({
  metered,
  prices,
  now,
  onEdit,
}: {
  metered: MeteredKey;
  prices: readonly ServicePrice[];
  now: Date;
  onEdit: () => void;
}) {
  const current = priceAt(prices, metered, now.getTime());
  const toCome = prices.filter((price) => Date.parse(price.validFrom) > now.getTime()).toReversed();
  const before = prices.filter((price) => price !== current && !toCome.includes(price));
  const label = PRICE_LABELS[metered];
  const action = current?.isExample ? "Confirm or change" : "New price";
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-0">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{label}</span>
          {current?.isExample && <Badge tone="warn">Example, not confirmed</Badge>}
        </p>
        {toCome.map((price) => (
          <p key={price.id} className="text-small">
            From {formatMoment(price.validFrom, now)}: {formatMicros(price.amountMicros)}
          </p>
        ))}
        {before.length > 0 && (
          <details className="text-small text-ink-muted">
            <summary className="w-fit cursor-pointer rounded-sm">Before</summary>
            <ul>
              {before.map((price) => (
                <li key={price.id}>
                  From {formatMoment(price.validFrom, now)}: {formatMicros(price.amountMicros)}
                  {price.isExample && " (example)"}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <p className="text-right tabular-nums">
        {current === null ? (
          <span className="text-ink-muted">No price yet</span>
        ) : (
          <>
            <span className="text-title">{formatMicros(current.amountMicros)}</span>
            <span className="block text-small text-ink-muted">per {METERED[metered]}</span>
          </>
        )}
      </p>
      <Button aria-label={`${action}: ${label}`} onClick={onEdit}>
        {action}
      </Button>
    </li>
  );
}

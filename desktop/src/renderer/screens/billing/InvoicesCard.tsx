import { useInfiniteQuery } from "@tanstack/react-query";
import { ExternalLink, FileDown } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Invoice } from "#shared/billing";
import { queries } from "../../api/queries.ts";
import { formatCents } from "../../format/formatCents.ts";
import { formatDay } from "../../format/formatTime.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { invoiceWord } from "./billingWords.ts";

/** Invoices, newest first, each with its page and its PDF at Stripe. */
export function InvoicesCard({ isFirst, hasCustomer }: { isFirst: boolean; hasCustomer: boolean }) {
  const found = useInfiniteQuery({ ...queries.invoices, enabled: hasCustomer });
  const invoices = found.data?.pages.flatMap((page) => page.invoices);
  const chosen = useListKeys("Invoices", invoices?.length ?? 0, (index) => {
    document.querySelector<HTMLElement>(`#invoice-${invoices?.[index]?.id} a`)?.click();
  });
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFirst) place.current?.scrollIntoView({ block: "start" });
  }, [isFirst]);
  return (
    <div ref={place}>
      <Card title="Invoices">
        {!hasCustomer || invoices?.length === 0 ? (
          <p className="px-4 py-6 text-ink-muted">None yet. Each payment leaves one here.</p>
        ) : invoices ? (
          <Table invoices={invoices} chosen={chosen} />
        ) : found.isError ? (
          <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <SkeletonRows rows={3} label="Loading invoices" />
        )}
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
      </Card>
    </div>
  );
}

function Table({ invoices, chosen }: { invoices: readonly Invoice[]; chosen: number }) {
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full border-collapse tabular-nums">
        <thead>
          <tr className="h-8 border-b border-line text-left text-small text-ink-muted [&>th]:font-normal">
            <th scope="col" className="px-4">
              Number
            </th>
            <th scope="col" className="px-3">
              Date
            </th>
            <th scope="col" className="px-3">
              Status
            </th>
            <th scope="col" className="px-3 text-right">
              Amount
            </th>
            <th scope="col">
              <span className="sr-only">Open</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invoices.map((invoice, index) => (
            <Row key={invoice.id} invoice={invoice} isChosen={index === chosen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ invoice, isChosen }: { invoice: Invoice; isChosen: boolean }) {
  const { label, tone } = invoiceWord(invoice);
  const name = invoice.number ?? "Draft";
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <tr
      ref={row}
      id={`invoice-${invoice.id}`}
      aria-selected={isChosen}
      className="h-10 border-b border-line last:border-0 hover:bg-hover aria-selected:bg-accent-soft"
    >
      <th scope="row" className="px-4 text-left font-medium whitespace-nowrap">
        {name}
      </th>
      <td className="px-3 whitespace-nowrap text-ink-muted">{formatDay(invoice.createdAt)}</td>
      <td className="px-3">
        <Badge tone={tone}>{label}</Badge>
      </td>
      <td className="px-3 text-right whitespace-nowrap">
        {formatCents(invoice.totalCents)}
        {invoice.refundedCents > 0 && (
          <span className="block text-small text-ink-muted">
            {formatCents(invoice.refundedCents)} back
          </span>
        )}
      </td>
      <td className="px-4">
        <span className="flex justify-end gap-1">
          {invoice.url !== null && (
            <a
              href={invoice.url}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={`Open invoice ${name}`}
              className={buttonClass("quiet")}
            >
              <ExternalLink aria-hidden size={14} /> Open
            </a>
          )}
          {invoice.pdfUrl !== null && (
            <a
              href={invoice.pdfUrl}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={`PDF of invoice ${name}`}
              className={buttonClass("quiet")}
            >
              <FileDown aria-hidden size={14} /> PDF
            </a>
          )}
        </span>
      </td>
    </tr>
  );
}

import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Lead } from "#shared/leads";
import { formatMoment } from "../../format/formatTime.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { useNow } from "../../format/useNow.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { LocalClock } from "../../ui/LocalClock.tsx";
import { OutcomeBadge } from "../../ui/OutcomeBadge.tsx";
import { useVirtualRows } from "../../ui/useVirtualRows.ts";

const ROW_PX = 36;
const COLUMNS =
  "grid items-center gap-4 px-6 max-sm:px-4 " +
  "grid-cols-[minmax(0,2fr)_minmax(0,1.5fr)_140px_minmax(0,1.2fr)_80px_112px_112px] " +
  "max-lg:grid-cols-[minmax(0,2fr)_140px_80px_112px] max-sm:grid-cols-[minmax(0,1fr)_124px]";

const WIDE = "max-lg:hidden";
const MIDDLE = "max-sm:hidden";
const HEADINGS = [
  ["Name", ""],
  ["Company", WIDE],
  ["Phone", ""],
  ["Place", WIDE],
  ["Their time", MIDDLE],
  ["Last outcome", MIDDLE],
  ["Last called", `text-right ${WIDE}`],
] as const;

/** However many leads, only the rows in sight are drawn. More are asked for as the end comes near. */
export function LeadsTable({
  leads,
  more,
  onMore,
}: {
  leads: readonly Lead[];
  more: boolean;
  onMore: () => void;
}) {
  const navigate = useNavigate();
  const now = useNow(60_000);
  const { box, rows } = useVirtualRows(leads.length, ROW_PX);
  const chosen = useListKeys("Leads", leads.length, (index) => {
    const lead = leads[index];
    if (lead) void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } });
  });
  useEffect(() => {
    if (chosen >= 0) rows.scrollToIndex(chosen);
  }, [chosen, rows]);
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= leads.length - 20) onMore();
  }, [more, last, leads.length, onMore]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 for scrolling regions
    <div ref={box} tabIndex={0} className="h-full overflow-y-auto">
      <table
        aria-label="Leads"
        aria-rowcount={more ? -1 : leads.length + 1}
        className="block text-left"
      >
        <thead className="sticky top-0 z-1 block bg-surface">
          <tr className={`${COLUMNS} h-8 border-b border-line text-small text-ink-muted`}>
            {HEADINGS.map(([heading, shown]) => (
              <th key={heading} scope="col" className={`font-normal ${shown}`}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const lead = leads[index];
            return lead === undefined ? null : (
              <tr
                key={lead.id}
                aria-rowindex={index + 2}
                aria-current={index === chosen || undefined}
                className={`${COLUMNS} absolute inset-x-0 h-9 border-b border-line ${
                  index === chosen ? "bg-accent-soft" : "hover:bg-hover"
                }`}
                style={{ top: start }}
              >
                <LeadCells lead={lead} now={now} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function LeadCells({ lead, now }: { lead: Lead; now: Date }) {
  return (
    <>
      <td className="flex min-w-0 items-center gap-2">
        <Link
          to="/leads/$leadId"
          params={{ leadId: lead.id }}
          className="truncate font-medium after:absolute after:inset-0"
        >
          {lead.name}
        </Link>
        {lead.title !== null && (
          <span className="truncate text-small text-ink-muted max-xl:hidden">{lead.title}</span>
        )}
        {lead.isSample && <Badge>Practice</Badge>}
        {lead.doNotCall && <Badge tone="danger">Do not call</Badge>}
      </td>
      <td className={`truncate ${WIDE}`}>
        {lead.company === lead.name ? "" : (lead.company ?? "–")}
      </td>
      <td className="truncate tabular-nums">{formatPhone(lead.phone)}</td>
      <td className={`truncate text-ink-muted ${WIDE}`}>
        {[lead.city, lead.state].filter(Boolean).join(", ") || "–"}
      </td>
      <td className={MIDDLE}>
        <LocalClock timeZone={lead.timeZone} />
      </td>
      <td className={MIDDLE}>
        {lead.lastOutcome === null ? (
          <span className="text-ink-muted">–</span>
        ) : (
          <OutcomeBadge outcome={lead.lastOutcome} />
        )}
      </td>
      <td className={`truncate text-right text-small text-ink-muted tabular-nums ${WIDE}`}>
        {lead.lastCalledAt === null ? "–" : formatMoment(lead.lastCalledAt, now)}
      </td>
    </>
  );
}

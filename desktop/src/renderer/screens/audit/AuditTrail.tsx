import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download, ScrollText } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { allows } from "#shared/entitlement";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { useSettled } from "../../app/useSettled.ts";
import { downloadCsv } from "../../format/downloadCsv.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { AuditFilters, type AuditFilter, NO_FILTER } from "./AuditFilters.tsx";
import { AuditRow } from "./AuditRow.tsx";
import { auditCsv } from "./auditCsv.ts";
import type { NameOf } from "./auditWords.ts";

/** A trail of who did what: searched, narrowed down, each line opening to what changed. */
export function AuditTrail({
  ofService = false,
  people,
}: {
  /** The service's own trail, for operators. */
  ofService?: boolean;
  /** Who can be chosen, and is known by name. */
  people: readonly { readonly userId: string; readonly fullName: string }[];
}) {
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const [open, setOpen] = useState<string | null>(null);
  const { allowance } = useSignedIn();
  const mayExport = ofService || allowance === undefined || allows(allowance, "audit_csv");
  const search = useSettled(useDeferredValue(filter.search.trim()), 200);
  const names = new Map(people.map(({ userId, fullName }) => [userId, fullName]));
  const nameOf: NameOf = (id) => names.get(id);
  const trail = useInfiniteQuery({
    ...queries.audit(ofService, {
      ...(search === "" ? {} : { search }),
      ...(filter.entity === "" ? {} : { entity: filter.entity }),
      ...(filter.actorId === "" ? {} : { actorId: filter.actorId }),
      ...startOf(filter.from, 0, "since"),
      ...startOf(filter.to, 1, "until"),
    }),
    placeholderData: (before) => before,
  });
  const lines = trail.data?.pages.flatMap((page) => page.lines) ?? [];
  const toggle = (id: string) => setOpen(open === id ? null : id);
  const chosen = useListKeys("Audit trail", lines.length, (index) => {
    const line = lines[index];
    if (line) toggle(line.id);
  });

  return (
    <Card
      title="Audit trail"
      aside={
        mayExport ? (
          <Button
            look="quiet"
            className="-mr-2 h-7"
            disabled={lines.length === 0}
            onClick={() => downloadCsv("Audit trail", [auditCsv(lines, nameOf)])}
          >
            <Download aria-hidden size={14} /> Export these
          </Button>
        ) : (
          <Link to="/billing" className={`${linkClass} text-small`}>
            Export with a larger plan
          </Link>
        )
      }
    >
      <AuditFilters filter={filter} ofService={ofService} people={people} onChange={setFilter} />
      {trail.data ? (
        lines.length === 0 ? (
          <StatePanel icon={ScrollText} title="Nothing here">
            {filter === NO_FILTER
              ? "Each change is written down here as it happens, with who made it. Nobody can edit it."
              : "No line has all of that. Take something away above."}
          </StatePanel>
        ) : (
          <ul aria-label="Lines of the trail" aria-busy={trail.isPlaceholderData || undefined}>
            {lines.map((line, index) => (
              <AuditRow
                key={line.id}
                line={line}
                nameOf={nameOf}
                chosen={index === chosen}
                open={line.id === open}
                onToggle={() => toggle(line.id)}
              />
            ))}
          </ul>
        )
      ) : trail.isError ? (
        <ErrorPanel error={trail.error} onRetry={() => void trail.refetch()} />
      ) : (
        <SkeletonRows rows={8} label="Loading the trail" />
      )}
      {trail.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button
            look="quiet"
            busy={trail.isFetchingNextPage}
            onClick={() => void trail.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      )}
    </Card>
  );
}

/** The beginning of a day as typed (`2026-11-23`) on this computer's clock, or of a later one. */
function startOf(day: string, later: number, name: "since" | "until") {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return {};
  const at = new Date(year, month - 1, date + later);
  // Half typed, a year is one of the first century.
  return at.getFullYear() < 2000 || at.getFullYear() > 2099 ? {} : { [name]: at.toISOString() };
}

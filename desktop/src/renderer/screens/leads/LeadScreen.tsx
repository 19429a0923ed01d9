import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft, Phone } from "lucide-react";
import { queries } from "../../api/queries.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { standingOf } from "../../format/standingOf.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { LocalClock } from "../../ui/LocalClock.tsx";
import { Skeleton, SkeletonRows } from "../../ui/Skeleton.tsx";
import { FactsCard } from "./FactsCard.tsx";
import { LeadTasks } from "./LeadTasks.tsx";
import { lastSearch } from "./leadsSearch.ts";
import { StandingCard } from "./StandingCard.tsx";
import { Timeline } from "./Timeline.tsx";

/** One lead: who they are, where they stand, what is to do, and all that happened. */
export function LeadScreen() {
  const { leadId } = useParams({ from: "/framed/leads/$leadId" });
  const navigate = useNavigate();
  const detail = useQuery(queries.lead(leadId));
  const back = lastSearch();
  useKeys("Lead", [
    {
      keys: "Escape",
      label: "Back to the leads",
      run: () => void navigate({ to: "/leads", search: back }),
    },
    ...(detail.data?.lead.doNotCall === false
      ? [
          {
            keys: "c",
            label: "Call",
            run: () => void navigate({ to: "/dial/lead/$leadId", params: { leadId } }),
          },
        ]
      : []),
  ]);
  if (detail.isError && detail.data === undefined)
    return <ErrorPanel level={1} error={detail.error} onRetry={() => void detail.refetch()} />;
  const lead = detail.data?.lead;
  return (
    <div className="mx-auto w-full max-w-6xl px-6 py-6 max-sm:px-4">
      <Link to="/leads" search={back} className={`${buttonClass("quiet")} mb-2 -ml-3`}>
        <ArrowLeft aria-hidden size={14} /> Leads
      </Link>
      {lead ? (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <h1 className="min-w-0 text-display tracking-tight break-words">{lead.name}</h1>
            {lead.isSample && <Badge>Practice</Badge>}
            {lead.doNotCall ? (
              <Badge tone="danger">Do not call</Badge>
            ) : (
              <Link
                to="/dial/lead/$leadId"
                params={{ leadId }}
                className={`${buttonClass("primary")} ml-auto`}
              >
                <Phone aria-hidden size={14} /> Call
              </Link>
            )}
          </div>
          <p className="text-ink-muted">{standingOf(lead)}</p>
          <p className="mt-2 mb-5 flex flex-wrap items-baseline gap-x-4 text-title">
            <span className="font-medium tabular-nums">{formatPhone(lead.phone)}</span>
            <LocalClock timeZone={lead.timeZone} withZone />
          </p>
        </>
      ) : (
        <output className="mb-5 block" aria-label="Loading the lead">
          <Skeleton className="mb-2 h-7 w-60" />
          <Skeleton className="h-4 w-80" />
        </output>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-5">
          {detail.data && <LeadTasks leadId={leadId} tasks={detail.data.tasks} />}
          <Card title="Timeline">
            {detail.data ? (
              <Timeline detail={detail.data} />
            ) : (
              <SkeletonRows rows={3} label="Loading the timeline" />
            )}
          </Card>
        </div>
        {detail.data ? (
          <div className="flex min-w-0 flex-col gap-5">
            <StandingCard lead={detail.data.lead} />
            <FactsCard key={leadId} lead={detail.data.lead} />
            <Card title="Lists">
              <ul className="px-4 py-2">
                {detail.data.lists.map((list) => (
                  <li key={list.id} className="py-0.5">
                    <Link to="/leads" search={{ list: list.id }} className={linkClass}>
                      {list.name}
                    </Link>
                  </li>
                ))}
                {detail.data.lists.length === 0 && <li className="text-ink-muted">In no list.</li>}
              </ul>
            </Card>
          </div>
        ) : (
          <Card title="About them">
            <SkeletonRows rows={6} label="Loading the facts" />
          </Card>
        )}
      </div>
    </div>
  );
}

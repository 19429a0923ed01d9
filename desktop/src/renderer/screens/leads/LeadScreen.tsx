import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { queries } from "../../api/queries.ts";
import { countOf } from "../../format/formatCount.ts";
import { formatDay } from "../../format/formatTime.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { standingOf } from "../../format/standingOf.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { LocalClock } from "../../ui/LocalClock.tsx";
import { Skeleton, SkeletonRows } from "../../ui/Skeleton.tsx";
import { CallRow } from "./CallRow.tsx";
import { LeadFacts } from "./LeadFacts.tsx";

/** One lead: who they are, and every call with its notes. */
export function LeadScreen() {
  const { leadId } = useParams({ from: "/framed/leads/$leadId" });
  const navigate = useNavigate();
  const detail = useQuery(queries.lead(leadId));
  useKeys("Lead", [
    { keys: "Escape", label: "Back to the leads", run: () => void navigate({ to: "/leads" }) },
  ]);
  if (detail.isError)
    return <ErrorPanel level={1} error={detail.error} onRetry={() => void detail.refetch()} />;
  const lead = detail.data?.lead;
  const calls = detail.data?.calls;
  return (
    <div className="mx-auto w-full max-w-5xl px-6 py-6 max-sm:px-4">
      <Link to="/leads" className={`${buttonClass("quiet")} -ml-3 mb-2`}>
        <ArrowLeft aria-hidden size={14} /> Leads
      </Link>
      {lead ? (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <h1 className="text-display tracking-tight break-words">{lead.name}</h1>
            {lead.isSample && <Badge>Practice</Badge>}
            {lead.doNotCall && <Badge tone="danger">Do not call</Badge>}
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
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Card
          title="Calls"
          aside={
            calls && (
              <span className="text-small text-ink-muted">{countOf(calls.length, "call")}</span>
            )
          }
        >
          {calls ? (
            calls.length === 0 ? (
              <p className="px-4 py-6 text-ink-muted">Nobody has called them yet.</p>
            ) : (
              <ul>
                {calls.map((call) => (
                  <CallRow key={call.id} call={call} />
                ))}
              </ul>
            )
          ) : (
            <SkeletonRows rows={3} label="Loading calls" />
          )}
        </Card>
        <Card title="About them">
          <div className="px-4 py-2">
            {lead ? (
              <>
                <LeadFacts lead={lead} />
                <p className="mt-2 border-t border-line py-2 text-small text-ink-muted">
                  In the file as {lead.phoneOriginal}. Added {formatDay(lead.createdAt)}.
                </p>
              </>
            ) : (
              <Skeleton className="my-2 h-4 w-40" />
            )}
          </div>
        </Card>
      </div>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { OrganizationDetail } from "#shared/service";
import { queries } from "../../api/queries.ts";
import { formatCount } from "../../format/formatCount.ts";
import { formatDay, formatMoment } from "../../format/formatTime.ts";
import { ROLE_LABELS } from "../../format/labels.ts";
import { useNow } from "../../format/useNow.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { takeFocus } from "../../ui/takeFocus.ts";
import { TermsCard } from "./TermsCard.tsx";
import { eventActor, eventWords, ORGANIZATION_STATE_WORDS } from "./organizationWords.ts";

/** One organization: its people, its numbers, what of its trail concerns the service. Nothing of its work. */
export function OrganizationPage({ organizationId }: { organizationId: string }) {
  const { data, error, refetch } = useQuery(queries.organization(organizationId));
  const navigate = useNavigate({ from: "/operator/$section" });
  useKeys("Organization", [
    {
      keys: "Escape",
      label: "Back to all organizations",
      run: () => void navigate({ search: (before) => ({ ...before, organization: undefined }) }),
    },
  ]);
  return (
    <>
      <Link
        from="/operator/$section"
        to="/operator/$section"
        params={{ section: "organizations" }}
        search={(before) => ({ ...before, organization: undefined })}
        className={`${linkClass} inline-flex items-center gap-1.5 self-start`}
      >
        <ArrowLeft aria-hidden size={14} /> All organizations
      </Link>
      {data ? (
        <Detail detail={data} />
      ) : error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={6} label="Loading the organization" />
      )}
    </>
  );
}

function Detail({
  detail: { organization, members, terms, events },
}: {
  detail: OrganizationDetail;
}) {
  const now = useNow(60_000);
  const state = ORGANIZATION_STATE_WORDS[organization.state];
  const facts = [
    ["Members", formatCount(members.length)],
    ["Leads", organization.countedAt === null ? "–" : formatCount(organization.leads)],
    ["Calls, 30 days", organization.countedAt === null ? "–" : formatCount(organization.calls)],
    [
      "Last active",
      organization.lastActiveAt === null ? "–" : formatMoment(organization.lastActiveAt, now),
    ],
    ["Since", formatDay(organization.createdAt)],
  ] as const;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h2
          ref={takeFocus}
          tabIndex={-1}
          data-quiet-focus
          className="text-title [overflow-wrap:anywhere]"
        >
          {organization.name}
        </h2>
        <Badge tone={state.tone}>{state.label}</Badge>
      </div>
      <Card
        title="At a glance"
        aside={
          <span className="text-small text-ink-muted">
            {organization.countedAt === null
              ? "Counted within a minute"
              : `Counted ${formatMoment(organization.countedAt, now)}`}
          </span>
        }
      >
        <dl className="flex flex-wrap gap-x-10 gap-y-3 px-4 py-3">
          {facts.map(([name, value]) => (
            <div key={name} className="flex flex-col-reverse">
              <dt className="text-small text-ink-muted">{name}</dt>
              <dd className="text-title tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {terms && <TermsCard organization={organization} terms={terms} />}
      <Card title="People">
        {members.length === 0 ? (
          <p className="px-4 py-6 text-ink-muted">Nobody belongs to it any more.</p>
        ) : (
          <ul>
            {members.map((member) => (
              <li
                key={member.userId}
                className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-0"
              >
                <span className="min-w-40 flex-1">
                  <span className="font-medium">{member.fullName || member.email}</span>
                  <span className="block text-small text-ink-muted [overflow-wrap:anywhere]">
                    {member.email}
                  </span>
                </span>
                {!member.addressProven && <Badge tone="warn">Address not confirmed</Badge>}
                <span className="text-small text-ink-muted">
                  {ROLE_LABELS[member.role]} · since {formatDay(member.joinedAt)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title="What happened lately">
        {events.length === 0 ? (
          <p className="px-4 py-6 text-ink-muted">Nothing that concerns the service.</p>
        ) : (
          <ul>
            {events.map((event) => (
              <li
                key={event.id}
                className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-0"
              >
                <span className="min-w-60 flex-1 [overflow-wrap:anywhere]">
                  {eventActor(event)} {eventWords(event)}
                </span>
                <span className="text-small text-ink-muted">{formatMoment(event.at, now)}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

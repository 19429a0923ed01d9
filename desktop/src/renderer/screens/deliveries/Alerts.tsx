import { useInfiniteQuery } from "@tanstack/react-query";
import type { Alert } from "#shared/deliveries";
import { queries } from "../../api/queries.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Card } from "../../ui/Card.tsx";
import { AlertForm } from "./AlertForm.tsx";
import { EndlessList } from "./EndlessList.tsx";
import { MAIL_PROBLEM_WORDS, MAIL_STATE_WORDS } from "./words.ts";

/** Alerts to whoever runs the service, and how their mails fare: one's organisation's own, or all. */
function Alerts({ wholeService }: { wholeService: boolean }) {
  const now = useNow(60_000);
  const found = useInfiniteQuery(queries.alerts(wholeService));
  return (
    <>
      <AlertForm wholeService={wholeService} />
      <Card title={wholeService ? "Alerts" : "What you have sent"}>
        <EndlessList
          found={found}
          rows={found.data?.pages
            .flatMap((page) => page.alerts)
            .map((alert) => (
              <AlertRow key={alert.id} alert={alert} now={now} wholeService={wholeService} />
            ))}
          loading="Loading alerts"
          empty={
            wholeService
              ? "No alert was sent yet. A changed feature flag sends one, and so can you."
              : "Your organization has sent nothing yet."
          }
        />
      </Card>
    </>
  );
}

function AlertRow({
  alert,
  now,
  wholeService,
}: {
  alert: Alert;
  now: Date;
  wholeService: boolean;
}) {
  const { label, tone } = MAIL_STATE_WORDS[alert.state];
  return (
    <li className="border-b border-line last:border-0">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-hover">
          <span className="min-w-60 flex-1 font-medium [overflow-wrap:anywhere]">
            {alert.subject}
          </span>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-muted">
            {wholeService && alert.isByHand && <Badge>By hand</Badge>}
            {alert.isLate && <Badge tone="danger">Late</Badge>}
            <span>
              {alert.writtenBy !== null && `${alert.writtenBy} · `}
              {formatMoment(alert.createdAt, now)}
            </span>
            <Badge tone={tone}>{label}</Badge>
          </span>
        </summary>
        <div className="px-4 pb-3">
          {alert.problem !== null && alert.state !== "sent" && (
            <p className="mb-2 text-danger">{MAIL_PROBLEM_WORDS[alert.problem]}</p>
          )}
          <p className="max-w-prose [overflow-wrap:anywhere] whitespace-pre-line text-ink-muted">
            {alert.text}
          </p>
        </div>
      </details>
    </li>
  );
}

/** Those an organisation's admins wrote by hand. */
export function OrganizationAlerts() {
  return <Alerts wholeService={false} />;
}

/** All of them, for operators. */
export function ServiceAlerts() {
  return <Alerts wholeService />;
}

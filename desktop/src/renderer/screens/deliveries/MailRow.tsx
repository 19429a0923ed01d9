import { RotateCcw } from "lucide-react";
import type { MailDelivery } from "#shared/deliveries";
import { countOf } from "../../format/formatCount.ts";
import { formatAge } from "../../format/formatAge.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { MAIL_PROBLEM_WORDS, MAIL_STATE_WORDS, mailKind } from "./words.ts";

/** One mail: to whom, how it fares, and where it was given up the way to try again. */
export function MailRow({
  mail,
  now,
  wholeService,
  isReplaying,
  onReplay,
}: {
  mail: MailDelivery;
  now: Date;
  wholeService: boolean;
  isReplaying: boolean;
  onReplay: () => void;
}) {
  const { label, tone } = MAIL_STATE_WORDS[mail.state];
  const kind = mailKind(mail.template);
  const recipient =
    mail.recipient ??
    (mail.template === "admin_alert" ? "whoever runs SalesPulse" : "an address of theirs");
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-0">
      <div className="min-w-60 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{mail.subject ?? kind}</span>
          {mail.isLate && <Badge tone="danger">Late</Badge>}
        </p>
        <p className="text-small text-ink-muted [overflow-wrap:anywhere]">
          {mail.subject !== null && `${kind} · `}to {recipient}
          {wholeService && mail.organizationName !== null && ` · ${mail.organizationName}`}
        </p>
        {mail.problem !== null && mail.state !== "sent" && (
          <p className="mt-1">
            {MAIL_PROBLEM_WORDS[mail.problem]}
            {mail.detail !== null && (
              <span className="block text-small [overflow-wrap:anywhere] text-ink-muted">
                It said: {mail.detail}
              </span>
            )}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-small text-ink-muted">
        <span>
          {mail.state === "waiting" || mail.state === "retrying"
            ? `for ${formatAge(mail.replayedAt ?? mail.createdAt, now)}`
            : formatMoment(mail.sentAt ?? mail.createdAt, now)}
          {mail.attempts > 1 && ` · ${countOf(mail.attempts, "try", "tries")}`}
          {mail.state === "retrying" &&
            mail.nextAttemptAt !== null &&
            ` · next ${formatMoment(mail.nextAttemptAt, now)}`}
        </span>
        <Badge tone={tone}>{label}</Badge>
        {mail.state === "given_up" && (
          <Button
            className="h-7"
            aria-label={`Send again: ${mail.subject ?? kind} to ${recipient}`}
            busy={isReplaying}
            onClick={onReplay}
          >
            <RotateCcw aria-hidden size={14} /> Send again
          </Button>
        )}
      </div>
    </li>
  );
}

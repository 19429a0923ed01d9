import { useInfiniteQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { WEBHOOK_STATES, type WebhookDelivery, type WebhookState } from "#shared/deliveries";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { countOf } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Select } from "../../ui/Select.tsx";
import { EndlessList } from "./EndlessList.tsx";
import { useReplay } from "./useReplay.ts";
import { sourceName, WEBHOOK_STATE_WORDS } from "./words.ts";

const CHOICES = [
  { value: "", label: "All messages" },
  ...WEBHOOK_STATES.map((state) => ({ value: state, label: WEBHOOK_STATE_WORDS[state].label })),
] as const satisfies readonly { value: WebhookState | ""; label: string }[];

/** What other systems told us; what failed can be worked on again. */
export function WebhooksCard({ wholeService }: { wholeService: boolean }) {
  const now = useNow(60_000);
  const [state, setState] = useState<WebhookState | null>(null);
  const found = useInfiniteQuery(queries.webhooks(wholeService, state));
  const replay = useReplay(
    (messageId) =>
      callApi(wholeService ? "replayServiceWebhook" : "replayWebhook", { params: { messageId } }),
    "It was worked on again",
  );
  const messages = found.data?.pages.flatMap((page) => page.messages);
  return (
    <Card
      title="Webhooks"
      aside={
        <Select
          label="Which messages"
          className="h-7"
          value={state ?? ""}
          choices={CHOICES}
          onChange={(choice) => setState(choice === "" ? null : choice)}
        />
      }
    >
      <EndlessList
        found={found}
        rows={messages?.map((message) => (
          <WebhookRow
            key={message.id}
            message={message}
            now={now}
            wholeService={wholeService}
            isReplaying={replay.isPending && replay.variables === message.id}
            onReplay={() => replay.mutate(message.id)}
          />
        ))}
        loading="Loading messages"
        empty={
          state === null
            ? "No other system has told us anything yet."
            : "No message is in this state."
        }
      />
    </Card>
  );
}

function WebhookRow({
  message,
  now,
  wholeService,
  isReplaying,
  onReplay,
}: {
  message: WebhookDelivery;
  now: Date;
  wholeService: boolean;
  isReplaying: boolean;
  onReplay: () => void;
}) {
  const { label, tone } = WEBHOOK_STATE_WORDS[message.state];
  const source = sourceName(message.source);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-0">
      <div className="min-w-60 flex-1">
        <p className="font-medium">{source}</p>
        <p className="text-small text-ink-muted [overflow-wrap:anywhere]">
          {message.externalId}
          {wholeService && message.organizationName !== null && ` · ${message.organizationName}`}
        </p>
        {message.lastError !== null && (
          <p className="mt-1 [overflow-wrap:anywhere]">{message.lastError}</p>
        )}
        {message.state === "stuck" && <p className="mt-1">The work on it began and never ended.</p>}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-small text-ink-muted">
        <span>
          {formatMoment(message.receivedAt, now)}
          {message.attempts > 1 && ` · ${countOf(message.attempts, "try", "tries")}`}
        </span>
        <Badge tone={tone}>{label}</Badge>
        {(message.state === "failed" || message.state === "stuck") && (
          <Button
            className="h-7"
            aria-label={`Try again: ${source} ${message.externalId}`}
            busy={isReplaying}
            onClick={onReplay}
          >
            <RotateCcw aria-hidden size={14} /> Try again
          </Button>
        )}
      </div>
    </li>
  );
}

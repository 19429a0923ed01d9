import { Check } from "lucide-react";
import type { FlagExplanation, FlagReason } from "#shared/flags";
import { Badge } from "../ui/Badge.tsx";
import { joinClasses } from "../ui/joinClasses.ts";

/** All that is asked for a decision, in its order, and which answer decided. */
export function FlagChain({ why }: { why: FlagExplanation }) {
  const steps = stepsOf(why);
  const decides = steps.findIndex(({ reason }) => reason === why.because);
  return (
    <ol className="flex flex-col">
      {steps.map(({ reason, asks, says }, at) => (
        <li
          key={reason}
          aria-current={at === decides ? "step" : undefined}
          className={joinClasses(
            "flex min-h-7 items-center justify-between gap-4 rounded-sm px-2 text-small",
            at === decides && "bg-accent-soft font-medium text-accent-text",
            // What stands behind the deciding one was not asked.
            at !== decides && "text-ink-muted",
            at > decides && "line-through decoration-line-strong",
          )}
        >
          <span className="flex items-center gap-1.5">
            <span className="w-3.5 shrink-0">
              {at === decides && <Check aria-label="Decides" size={14} />}
            </span>
            {asks}
          </span>
          <span className="text-right">{says}</span>
        </li>
      ))}
      <li className="mt-2 flex items-center justify-between border-t border-line px-2 pt-2">
        <span>Result</span>
        <Badge tone={why.on ? "accent" : "plain"}>{why.on ? "On" : "Off"}</Badge>
      </li>
    </ol>
  );
}

function stepsOf({ flag, subject, place }: FlagExplanation) {
  const setting = (on: boolean | null) => (on === null ? "Not set" : on ? "On" : "Off");
  return [
    {
      reason: "service_off",
      asks: "Switched off for everyone?",
      says: flag.service === false ? "Yes" : "No",
    },
    { reason: "user", asks: "The person’s own setting", says: setting(subject.user) },
    { reason: "organization", asks: "The organization’s", says: setting(subject.organization) },
    {
      reason: "service_on",
      asks: "Switched on for everyone?",
      says: flag.service === true ? "Yes" : "No",
    },
    {
      reason: "percentage",
      asks: `Among the first ${flag.percentage}%?`,
      says: `${place < flag.percentage * 100 ? "Yes" : "No"}, at ${(place / 100).toFixed(2)}%`,
    },
    { reason: "default", asks: "By default", says: flag.isOnByDefault ? "On" : "Off" },
  ] as const satisfies readonly { reason: FlagReason; asks: string; says: string }[];
}

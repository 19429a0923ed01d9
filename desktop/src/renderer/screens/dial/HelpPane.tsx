import { useQuery } from "@tanstack/react-query";
import type { Lead } from "#shared/leads";
import { queries } from "../../api/queries.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { CallRow } from "../leads/CallRow.tsx";
import { LeadFacts } from "../leads/LeadFacts.tsx";

const BEFORE = [
  ["Enter", "Call"],
  ["j", "Next lead"],
  ["k", "Lead before"],
  ["n", "Notes"],
  ["p", "Pause"],
  ["?", "All keys"],
] as const;
const DURING = [
  ["n", "Notes"],
  ["Escape", "Leave the notes"],
  ["?", "All keys"],
] as const;

/** Beside the lead: what was before, what else is known, which keys act. */
export function HelpPane({ lead, calling }: { lead: Lead; calling: boolean }) {
  const detail = useQuery(queries.lead(lead.id));
  const touches = detail.data?.calls.filter((call) => call.outcome !== null);
  return (
    <aside
      aria-label="About the lead"
      className="flex min-h-0 flex-col overflow-y-auto border-l border-line max-xl:hidden"
    >
      <h2 className="border-b border-line px-4 py-3 text-body">Last touches</h2>
      {touches ? (
        touches.length === 0 ? (
          <p className="px-4 py-3 text-ink-muted">Nobody has called them yet.</p>
        ) : (
          <ul>
            {touches.slice(0, 5).map((call) => (
              <CallRow key={call.id} call={call} />
            ))}
          </ul>
        )
      ) : detail.isError ? (
        <p className="px-4 py-3 text-ink-muted">Not to be had just now.</p>
      ) : (
        <div className="p-4">
          <Skeleton className="h-4 w-40" />
        </div>
      )}
      <h2 className="border-y border-line px-4 py-3 text-body">About them</h2>
      <div className="px-4 py-2">
        <LeadFacts lead={lead} />
      </div>
      <h2 className="mt-auto border-y border-line px-4 py-3 text-body">Keys</h2>
      <dl className="px-4 py-2">
        {calling && (
          <div className="flex items-center justify-between py-1">
            <dt>End with an outcome</dt>
            <dd className="flex items-center gap-1 text-ink-muted">
              <Kbd keys="1" /> – <Kbd keys="7" />
            </dd>
          </div>
        )}
        {(calling ? DURING : BEFORE).map(([keys, label]) => (
          <div key={keys} className="flex items-center justify-between py-1">
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import type { Lead } from "#shared/leads";
import type { Playbook } from "#shared/playbook";
import { hasRole } from "#shared/roles";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { CallRow } from "../leads/CallRow.tsx";
import { LeadFacts } from "../leads/LeadFacts.tsx";
import { leadBeside } from "./leadBeside.ts";
import { Objections } from "./Objections.tsx";
import { ScriptGuide } from "./ScriptGuide.tsx";

/** Beside the lead: what to say, what to answer, what was before, what comes next. Drawn anew for another lead only. */
export const HelpPane = memo(function HelpPane({
  lead,
  listId,
  playbook,
}: {
  lead: Lead;
  listId: string | undefined;
  playbook: Playbook | undefined;
}) {
  const now = useNow(60_000);
  const { role } = useSignedIn();
  const detail = useQuery(leadBeside(lead.id));
  const { data: lists } = useQuery({
    ...queries.lists,
    enabled: (query) => query.state.data === undefined,
  });
  const scriptId = lists?.find(({ id }) => id === listId)?.scriptId;
  const scripts = playbook?.scripts ?? [];
  const script = scripts.find(({ id }) => id === scriptId) ?? scripts[0];
  const touches = detail.data?.calls.filter((call) => call.outcome !== null);
  const tasks = detail.data?.tasks.filter((task) => task.doneAt === null) ?? [];
  const missing = detail.isError ? (
    <p className="px-4 py-3 text-ink-muted">Not to be had just now.</p>
  ) : (
    <div className="p-4">
      <Skeleton className="h-4 w-40" />
    </div>
  );
  return (
    <aside
      aria-label="Help"
      data-pane
      className="flex min-h-0 flex-col overflow-y-auto border-l border-line max-sm:overflow-visible max-sm:border-t max-sm:border-l-0"
    >
      {playbook && !script && hasRole(role, "manager") && (
        <p className="border-b border-line px-4 py-3 text-small text-ink-muted">
          A script stands here, with what to say and where each answer leads.{" "}
          <Link to="/admin/$section" params={{ section: "scripts" }} className={linkClass}>
            Write one
          </Link>
        </p>
      )}
      {script && <ScriptGuide key={script.id} script={script} lead={lead} />}
      {playbook && playbook.objections.length > 0 && (
        <Objections objections={playbook.objections} lead={lead} />
      )}
      {tasks.length > 0 && (
        <Part title="Next step">
          <ul className="px-4 py-2">
            {tasks.map((task) => (
              <li key={task.id} className="flex justify-between gap-3 py-1">
                <span className="min-w-0 break-words">{task.text}</span>
                <time
                  dateTime={task.dueAt}
                  className={`text-small whitespace-nowrap ${
                    Date.parse(task.dueAt) < now.getTime() ? "text-danger" : "text-ink-muted"
                  }`}
                >
                  {formatMoment(task.dueAt, now)}
                </time>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title="Last touches">
        {touches === undefined ? (
          missing
        ) : touches.length === 0 ? (
          <p className="px-4 py-3 text-ink-muted">Nobody has called them yet.</p>
        ) : (
          <ul>
            {touches.slice(0, 5).map((call) => (
              <CallRow key={call.id} call={call} />
            ))}
          </ul>
        )}
      </Part>
      <Part
        title="About them"
        aside={
          <Link
            to="/leads/$leadId"
            params={{ leadId: lead.id }}
            className={`${linkClass} text-small`}
          >
            Their page
          </Link>
        }
      >
        <div className="px-4 py-2">
          <LeadFacts lead={lead} />
        </div>
      </Part>
      <p className="mt-auto flex items-center gap-2 border-t border-line px-4 py-2 text-small text-ink-muted">
        <Kbd keys="?" /> all keys <Kbd keys="F6" /> next pane
      </p>
    </aside>
  );
});

function Part({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="border-b border-line last:border-0">
      <div className="flex items-baseline justify-between gap-3 px-4 pt-2.5">
        <h2 className="text-body">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

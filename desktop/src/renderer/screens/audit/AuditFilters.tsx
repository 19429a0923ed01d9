import { useId, useRef } from "react";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Select, type Choice } from "../../ui/Select.tsx";

/** What is looked for in a trail. */
export interface AuditFilter {
  readonly search: string;
  /** A kind of thing; empty: all. */
  readonly entity: string;
  /** Who did it; empty: anybody. */
  readonly actorId: string;
  /** Days as a date field has them: `2026-11-23`; empty: no bound. */
  readonly from: string;
  readonly to: string;
}
export const NO_FILTER: AuditFilter = { search: "", entity: "", actorId: "", from: "", to: "" };

const ORGANIZATIONS: readonly Choice<string>[] = [
  { value: "", label: "Everything" },
  { value: "member", label: "Members" },
  { value: "invitation", label: "Invitations" },
  { value: "organization", label: "Organization" },
  { value: "outcome", label: "Outcomes" },
  { value: "script", label: "Scripts" },
  { value: "objection", label: "Objections" },
  { value: "line", label: "SIM lines" },
  { value: "dial_settings", label: "Goals and pauses" },
  { value: "flag_override", label: "Feature flags" },
  { value: "export", label: "Exports" },
  { value: "erasure", label: "Erasures" },
  { value: "mail", label: "Mails" },
  { value: "webhook", label: "Webhooks" },
  { value: "alert", label: "Alerts" },
];
const SERVICES: readonly Choice<string>[] = [
  { value: "", label: "Everything" },
  { value: "flag", label: "Feature flags" },
  { value: "service_settings", label: "Settings" },
  { value: "service_price", label: "Prices" },
  { value: "mail", label: "Mails" },
  { value: "webhook", label: "Webhooks" },
  { value: "alert", label: "Alerts" },
];

/** Narrows a trail down: by words, kind, person and days. */
export function AuditFilters({
  filter,
  ofService,
  people,
  onChange,
}: {
  filter: AuditFilter;
  ofService: boolean;
  people: readonly { readonly userId: string; readonly fullName: string }[];
  onChange: (filter: AuditFilter) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useKeys("Audit trail", [
    { keys: "/", label: "Search", run: () => input.current?.focus() },
    {
      keys: "Escape",
      label: "Leave the search",
      whileTyping: true,
      run: () => input.current?.blur(),
    },
  ]);
  return (
    <search className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3">
      <div className="w-56 max-sm:w-full">
        <input
          ref={input}
          type="search"
          aria-label="Search the trail"
          placeholder="Who, what, its name…"
          maxLength={100}
          className={joinClasses(inputClass, "h-8")}
          value={filter.search}
          onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
        />
      </div>
      <Select
        label="Kind of thing"
        className="w-40"
        value={filter.entity}
        choices={ofService ? SERVICES : ORGANIZATIONS}
        onChange={(entity) => onChange({ ...filter, entity })}
      />
      {people.length > 0 && (
        <Select
          label="By whom"
          className="w-40"
          value={filter.actorId}
          choices={[
            { value: "", label: "By anybody" },
            ...people.map(({ userId, fullName }) => ({ value: userId, label: fullName })),
          ]}
          onChange={(actorId) => onChange({ ...filter, actorId })}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <Day label="From" value={filter.from} onChange={(from) => onChange({ ...filter, from })} />
        <Day label="To" value={filter.to} onChange={(to) => onChange({ ...filter, to })} />
      </div>
      {filter !== NO_FILTER && (
        <Button look="quiet" onClick={() => onChange(NO_FILTER)}>
          Show all
        </Button>
      )}
    </search>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-small text-ink-muted">
        {label}
      </label>
      <input
        id={id}
        type="date"
        className={joinClasses(inputClass, "h-8 max-w-36")}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </span>
  );
}

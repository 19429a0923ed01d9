import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { CONSENTS, type Lead, type LeadChanges } from "#shared/leads";
import { hasRole } from "#shared/roles";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatDay } from "../../format/formatTime.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { CONSENT_LABELS, ZONE_SOURCE_LABELS } from "../../format/labels.ts";
import { ALL_TIME_ZONES, timeZoneLabel } from "../../format/timeZones.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { takeFocus } from "../../ui/takeFocus.ts";
import { LabelledSelect } from "../../ui/LabelledSelect.tsx";
import { EditableFact } from "./EditableFact.tsx";
import { fieldLabel } from "./fieldLabels.ts";
import { useUpdateLead } from "./useUpdateLead.ts";

/** Texts of a lead in the order they are read, each with the most characters it takes. */
const TEXTS = [
  ["name", 200],
  ["title", 200],
  ["company", 200],
  ["phone", 40],
  ["email", 254],
  ["address", 300],
  ["city", 120],
  ["state", 60],
  ["postalCode", 20],
] as const;

const NONE = "none";

/** What is known of a lead, each fact to be changed where it stands. */
export function FactsCard({ lead }: { lead: Lead }) {
  const { role } = useSignedIn();
  const members = useQuery(queries.members);
  const update = useUpdateLead(lead.id);
  const save = (changes: LeadChanges) => update.mutateAsync(changes);
  const choose = (changes: LeadChanges) => update.mutate(changes);
  return (
    <Card title="About them">
      <div className="px-4 py-2">
        <dl>
          {TEXTS.map(([field, maxLength]) => (
            <EditableFact
              key={field}
              beside
              label={fieldLabel(field)}
              value={lead[field] ?? ""}
              {...(field === "phone" ? { shown: formatPhone(lead.phone) } : {})}
              maxLength={maxLength}
              onSave={(value) =>
                save({ [field]: field === "name" || field === "phone" ? value : value || null })
              }
            />
          ))}
          <EditableFact
            beside
            label="Score"
            value={String(lead.score)}
            maxLength={8}
            onSave={(value) => save({ score: Number(value) })}
          />
        </dl>
        <div className="flex flex-col gap-3 border-t border-line py-3">
          <div>
            <LabelledSelect
              label="Time zone"
              value={lead.timeZone ?? NONE}
              choices={[
                ...(lead.timeZone === null ? [{ value: NONE, label: "Not known" }] : []),
                // One that goes by another name now.
                ...(lead.timeZone !== null &&
                !ALL_TIME_ZONES.some(({ value }) => value === lead.timeZone)
                  ? [{ value: lead.timeZone, label: timeZoneLabel(lead.timeZone) }]
                  : []),
                ...ALL_TIME_ZONES,
              ]}
              onChange={(timeZone) => timeZone !== NONE && choose({ timeZone })}
            />
            {lead.timeZoneSource !== null && (
              <p className="mt-1 flex items-center justify-between gap-2 text-small text-ink-muted">
                Told {ZONE_SOURCE_LABELS[lead.timeZoneSource]}
                {lead.timeZoneSource !== "confirmed" && lead.timeZone !== null && (
                  <Button
                    look="quiet"
                    className="!h-6 text-small"
                    onClick={() => lead.timeZone !== null && choose({ timeZone: lead.timeZone })}
                  >
                    Confirm
                  </Button>
                )}
              </p>
            )}
          </div>
          <LabelledSelect
            label="Consent to be called"
            value={lead.consent ?? NONE}
            choices={[
              { value: NONE, label: "None on record" },
              ...CONSENTS.map((value) => ({ value, label: CONSENT_LABELS[value] })),
            ]}
            onChange={(consent) => choose({ consent: consent === NONE ? null : consent })}
          />
          {hasRole(role, "manager") && (
            <LabelledSelect
              label="Owner"
              value={lead.ownerId ?? NONE}
              choices={[
                { value: NONE, label: "Nobody" },
                ...(members.data ?? []).map(({ userId, fullName, email }) => ({
                  value: userId,
                  label: fullName || email,
                })),
              ]}
              onChange={(ownerId) => choose({ ownerId: ownerId === NONE ? null : ownerId })}
            />
          )}
        </div>
        <CustomFields lead={lead} save={save} />
        <p className="border-t border-line py-2 text-small text-ink-muted">
          In the file as {lead.phoneOriginal}. Added {formatDay(lead.createdAt)}.
        </p>
      </div>
    </Card>
  );
}

function CustomFields({
  lead,
  save,
}: {
  lead: Lead;
  save: (changes: LeadChanges) => Promise<unknown>;
}) {
  const [adding, setAdding] = useState<{ name: string; value: string } | null>(null);
  const add = () => {
    const name = adding?.name.trim() ?? "";
    if (adding === null || name === "" || adding.value.trim() === "") return;
    save({ custom: { [name]: adding.value.trim() } }).then(
      () => setAdding(null),
      // The mutation has said why.
      () => undefined,
    );
  };
  return (
    <div className="border-t border-line py-2">
      <dl>
        {Object.entries(lead.custom).map(([name, value]) => (
          <EditableFact
            key={name}
            label={name}
            value={value}
            maxLength={2_000}
            onSave={(next) => save({ custom: { [name]: next || null } })}
            aside={
              <button
                type="button"
                aria-label={`Remove ${name}`}
                className="rounded-sm p-1 hover:bg-hover"
                onClick={() => void save({ custom: { [name]: null } }).catch(() => undefined)}
              >
                <X aria-hidden size={12} />
              </button>
            }
          />
        ))}
      </dl>
      {adding === null ? (
        <Button
          look="quiet"
          className="-ml-2 !h-7"
          onClick={() => setAdding({ name: "", value: "" })}
        >
          <Plus aria-hidden size={14} /> Add a field
        </Button>
      ) : (
        <form
          noValidate
          className="flex flex-wrap gap-2 pt-1"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <input
            aria-label="Name of the field"
            placeholder="Name"
            ref={takeFocus}
            maxLength={100}
            className={`${inputClass} h-8 min-w-28 flex-1`}
            value={adding.name}
            onChange={(event) => setAdding({ ...adding, name: event.currentTarget.value })}
          />
          <input
            aria-label="Value of the field"
            placeholder="Value"
            maxLength={2_000}
            className={`${inputClass} h-8 min-w-28 flex-1`}
            value={adding.value}
            onChange={(event) => setAdding({ ...adding, value: event.currentTarget.value })}
          />
          <Button type="submit">Add</Button>
          <Button look="quiet" onClick={() => setAdding(null)}>
            Cancel
          </Button>
        </form>
      )}
    </div>
  );
}

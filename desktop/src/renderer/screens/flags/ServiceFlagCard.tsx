import { useId, useState } from "react";
import type { ServiceFlag } from "#shared/flags";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { wordOf } from "../../flags/settingWords.ts";
import { useFlagChange } from "../../flags/useFlagChange.ts";
import { countOf } from "../../format/formatCount.ts";
import { Card } from "../../ui/Card.tsx";
import { CheckField } from "../../ui/CheckField.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Segments } from "../../ui/Segments.tsx";
import { RolloutField } from "./RolloutField.tsx";

type Changes = Partial<
  Pick<ServiceFlag, "isOnByDefault" | "service" | "percentage" | "adminsMaySet">
>;

function ownSettings(flag: ServiceFlag): string {
  const { organizationsOn, organizationsOff, peopleOn, peopleOff } = flag;
  const on = listed(organizationsOn, peopleOn);
  const off = listed(organizationsOff, peopleOff);
  const set = [on && `on for ${on}`, off && `off for ${off}`].filter(Boolean).join(", ");
  return set === "" ? "No organization or person has a setting of its own." : `Set ${set}.`;
}

function listed(organizations: number, people: number): string {
  const both = [
    organizations > 0 && countOf(organizations, "organization"),
    people > 0 && countOf(people, "person", "people"),
  ];
  return both.filter(Boolean).join(" and ");
}

/** One flag for the whole service. */
export function ServiceFlagCard({ flag }: { flag: ServiceFlag }) {
  const id = useId();
  const [asking, setAsking] = useState<"on" | "off" | null>(null);
  const set = useFlagChange(
    queries.serviceFlags.queryKey,
    (changes: Changes) => callApi("setServiceFlag", { params: { flag: flag.key }, body: changes }),
    (cached: { flags: ServiceFlag[] }, changes) => ({
      flags: cached.flags.map((each) => (each.key === flag.key ? { ...each, ...changes } : each)),
    }),
  );
  return (
    <Card title={flag.name}>
      <div className="border-b border-line p-4">
        <p>{flag.description}</p>
        <p className="font-mono text-small text-ink-muted">{flag.key}</p>
        <p className="mt-2 text-small text-ink-muted">{ownSettings(flag)}</p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line p-4">
        <div className="min-w-60 flex-1">
          <p id={id} className="font-medium">
            Everyone
          </p>
          <p className="text-small text-ink-muted">
            Off overrides every other setting. On applies wherever an organization or a person has
            no setting of its own.
          </p>
        </div>
        <Segments
          labelledBy={id}
          value={wordOf(flag.service)}
          choices={[
            ["unset", "Not set"],
            ["on", "On"],
            ["off", "Off"],
          ]}
          onChange={(word) => (word === "unset" ? set.mutate({ service: null }) : setAsking(word))}
        />
      </div>
      <RolloutField
        percentage={flag.percentage}
        onSet={(percentage) => set.mutate({ percentage })}
      />
      <div className="flex flex-col gap-3 p-4">
        <CheckField
          label="On by default"
          note="For everyone whom no other setting reaches."
          checked={flag.isOnByDefault}
          onChange={(isOnByDefault) => set.mutate({ isOnByDefault })}
        />
        <CheckField
          label="Admins may set it"
          note="For their organization and its members. What they have set keeps counting when you switch this off."
          checked={flag.adminsMaySet}
          onChange={(adminsMaySet) => set.mutate({ adminsMaySet })}
        />
      </div>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={`Switch ${flag.name} ${asking ?? "off"} for everyone?`}
        description={
          asking === "on"
            ? "Everybody gets it at once, except where an organization or a person has it off."
            : "It goes from every screen of every organization at once, whatever they have set."
        }
        action={`Switch ${asking ?? "off"}`}
        onConfirm={() => {
          setAsking(null);
          set.mutate({ service: asking === "on" });
        }}
      />
    </Card>
  );
}

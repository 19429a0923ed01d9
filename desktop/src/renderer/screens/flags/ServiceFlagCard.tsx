import { useId, useState } from "react";
import type { ServiceFlag } from "#shared/flags";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { settingOf, wordOf } from "../../flags/settingWords.ts";
import { useFlagChange } from "../../flags/useFlagChange.ts";
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
  if (organizationsOn + organizationsOff + peopleOn + peopleOff === 0)
    return "No organization or person has a setting of its own.";
  return `Own settings: organizations ${organizationsOn} on, ${organizationsOff} off; people ${peopleOn} on, ${peopleOff} off.`;
}

/** One flag for the whole service. */
export function ServiceFlagCard({ flag }: { flag: ServiceFlag }) {
  const id = useId();
  const [isAsking, setAsking] = useState(false);
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
            Off beats all that admins set. On is weaker than what is set for an organization or a
            person.
          </p>
        </div>
        <Segments
          labelledBy={id}
          value={wordOf(flag.service)}
          choices={[
            ["unset", "Leave"],
            ["on", "On"],
            ["off", "Off"],
          ]}
          onChange={(word) =>
            word === "off" ? setAsking(true) : set.mutate({ service: settingOf(word) })
          }
        />
      </div>
      <RolloutField
        key={flag.percentage}
        percentage={flag.percentage}
        onSet={(percentage) => set.mutate({ percentage })}
      />
      <div className="flex flex-col gap-3 p-4">
        <CheckField
          label="On by default"
          note="For whoever nothing nearer is set for."
          checked={flag.isOnByDefault}
          onChange={(isOnByDefault) => set.mutate({ isOnByDefault })}
        />
        <CheckField
          label="Admins may set it"
          note="For their organization and its people. What they have set stays when this is taken away."
          checked={flag.adminsMaySet}
          onChange={(adminsMaySet) => set.mutate({ adminsMaySet })}
        />
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Switch ${flag.name} off for everyone?`}
        description="It goes from every screen of every organization at once, whatever they have set."
        action="Switch off"
        onConfirm={() => {
          setAsking(false);
          set.mutate({ service: false });
        }}
      />
    </Card>
  );
}

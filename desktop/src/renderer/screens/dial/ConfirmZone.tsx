import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Lead } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import { wordsFor } from "../../api/errorWords.ts";
import { askSync } from "../../dial/dialStore.ts";
import { localTime } from "../../format/formatTime.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useNow } from "../../format/useNow.ts";
import { Button } from "../../ui/Button.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { Select } from "../../ui/Select.tsx";

/** Those of the United States first: most leads are there. */
const FIRST_ZONES = {
  "America/New_York": "Eastern",
  "America/Chicago": "Central",
  "America/Denver": "Mountain",
  "America/Phoenix": "Arizona",
  "America/Los_Angeles": "Pacific",
  "America/Anchorage": "Alaska",
  "Pacific/Honolulu": "Hawaii",
  "America/Puerto_Rico": "Puerto Rico",
  "Pacific/Guam": "Guam",
} as const;

const ZONES: readonly (readonly [string, string])[] = [
  ...Object.entries(FIRST_ZONES),
  ...Intl.supportedValuesOf("timeZone")
    .filter((zone) => !Object.hasOwn(FIRST_ZONES, zone))
    .map((zone) => [zone, zone.replaceAll("_", " ")] as const),
];

/** Asks the rep where the lead is by the clock; the answer stays with the lead. */
export function ConfirmZone({ lead }: { lead: Lead }) {
  const now = useNow(60_000);
  const [zone, setZone] = useState("America/New_York");
  const confirm = useMutation({
    mutationFn: () =>
      callApi("updateLead", { params: { leadId: lead.id }, body: { timeZone: zone } }),
    onSuccess: askSync,
  });
  useKeys("Time zone", [
    { keys: "z", label: "Choose their time zone", run: () => document.getElementById(ID)?.focus() },
  ]);
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Select
        id={ID}
        label="Their time zone"
        value={zone}
        className="min-w-52"
        choices={ZONES.map(([value, label]) => ({
          value,
          label: `${label} ${localTime(now, value) ?? ""}`,
        }))}
        onChange={setZone}
      />
      <Kbd keys="z" />
      <Button busy={confirm.isPending} onClick={() => confirm.mutate()}>
        Confirm
      </Button>
      {confirm.isError && (
        <span role="alert" className="text-danger">
          {wordsFor(confirm.error).title}. {wordsFor(confirm.error).action}
        </span>
      )}
    </div>
  );
}

const ID = "their-time-zone";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Lead } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import { wordsFor } from "../../api/errorWords.ts";
import { askSync } from "../../dial/dialStore.ts";
import { localTime } from "../../format/formatTime.ts";
import { ALL_TIME_ZONES } from "../../format/timeZones.ts";
import { useNow } from "../../format/useNow.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { Select } from "../../ui/Select.tsx";

/**
 * Asks the rep where the lead is by the clock; the answer stays with the lead. Nothing is proposed: a
 * proposal would be confirmed unread.
 */
export function ConfirmZone({ lead, onConfirmed }: { lead: Lead; onConfirmed: () => void }) {
  const now = useNow(60_000);
  const [zone, setZone] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const confirm = useMutation({
    mutationFn: (timeZone: string) =>
      callApi("updateLead", { params: { leadId: lead.id }, body: { timeZone } }),
    onSuccess: () => {
      askSync();
      onConfirmed();
    },
  });
  useKeys("Time zone", [{ keys: "z", label: "Choose their time zone", run: () => setOpen(true) }]);
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Select
        label="Their time zone"
        placeholder="Choose their time zone"
        value={zone}
        className="min-w-52"
        open={isOpen}
        onOpenChange={setOpen}
        finalFocus={() => button.current}
        choices={ALL_TIME_ZONES.map(({ value, label }) => ({
          value,
          label: `${label} ${localTime(now, value) ?? ""}`,
        }))}
        onChange={setZone}
      />
      <Kbd keys="z" />
      <Button
        ref={button}
        busy={confirm.isPending}
        onClick={() => (zone === null ? setOpen(true) : confirm.mutate(zone))}
      >
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

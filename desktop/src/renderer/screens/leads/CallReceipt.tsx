import { useQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useState } from "react";
import type { Call } from "#shared/calls";
import type { Permit } from "#shared/dialing";
import { queries } from "../../api/queries.ts";
import { formatDay } from "../../format/formatTime.ts";
import { CONSENT_LABELS, ZONE_SOURCE_LABELS } from "../../format/labels.ts";
import { timeZoneLabel } from "../../format/timeZones.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Popover } from "../../ui/Popover.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

/** The permit a call began under, behind a button: why it was allowed. */
export function CallReceipt({ call }: { call: Call }) {
  const [open, setOpen] = useState(false);
  const receipt = useQuery({ ...queries.callPermit(call.id), enabled: open });
  return (
    <Popover
      label="Why this call was allowed"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" size="icon" className="!size-6" aria-label="Why this call was allowed">
          <ReceiptText aria-hidden size={14} />
        </Button>
      }
    >
      <p className="mb-1 font-medium">Why this call was allowed</p>
      {receipt.data ? (
        <Reasons permit={receipt.data} />
      ) : receipt.data === null ? (
        <p className="text-ink-muted">
          {call.isPractice
            ? "It was practice: nobody was called."
            : "It was made before calls needed a permit."}
        </p>
      ) : receipt.isError ? (
        <ErrorNotice error={receipt.error} />
      ) : (
        <Skeleton className="my-2 h-3 w-40" />
      )}
    </Popover>
  );
}

function Reasons({ permit }: { permit: Permit }) {
  const lists = Object.entries(permit.listVersions);
  const consent =
    permit.consent === "express" || permit.consent === "written"
      ? CONSENT_LABELS[permit.consent]
      : "None on record";
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 [&>dt]:text-ink-muted">
      {permit.isPractice && (
        <>
          <dt>Practice</dt>
          <dd>Nobody was called.</dd>
        </>
      )}
      <dt>Their clock</dt>
      <dd>{permit.localTime ?? "Not known"}</dd>
      <dt>Time zone</dt>
      <dd>
        {permit.timeZone === null ? "Not known" : timeZoneLabel(permit.timeZone)}
        {permit.timeZoneSource !== null && `, ${ZONE_SOURCE_LABELS[permit.timeZoneSource]}`}
      </dd>
      <dt>Do not call</dt>
      <dd>
        {lists.length === 0
          ? "No list looked through"
          : lists
              .map(([name, version]) => `Not on the ${name} list (version ${version})`)
              .join(", ")}
      </dd>
      <dt>Consent</dt>
      <dd>{consent}</dd>
      <dt>Permit</dt>
      <dd className="tabular-nums">
        {formatDay(permit.issuedAt)}, {clock(permit.issuedAt)} to {clock(permit.expiresAt)}
      </dd>
    </dl>
  );
}

function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString("en-US", { timeStyle: "medium" });
}

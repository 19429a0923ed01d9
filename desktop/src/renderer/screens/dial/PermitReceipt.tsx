import { Popover } from "@base-ui/react/popover";
import { Info } from "lucide-react";
import type { Permit } from "#shared/dialing";
import { formatMoment, localTime, zoneName } from "../../format/formatTime.ts";
import { CONSENT_LABELS, ZONE_SOURCE_LABELS } from "../../format/labels.ts";
import { useNow } from "../../format/useNow.ts";

/** That a call is allowed, in one line, and behind it everything that was looked at. */
export function PermitReceipt({ permit }: { permit: Permit }) {
  const now = useNow(60_000);
  const zone = permit.timeZone;
  const there =
    zone === null
      ? permit.localTime
      : `${localTime(new Date(permit.issuedAt), zone)} ${zoneName(now, zone) ?? ""}`;
  const lists = Object.entries(permit.listVersions);
  const facts: readonly (readonly [string, string])[] = [
    ["Their time then", there ?? "–"],
    ["Time zone", zone?.replaceAll("_", " ") ?? "–"],
    ["Known by", permit.timeZoneSource ? ZONE_SOURCE_LABELS[permit.timeZoneSource] : "–"],
    [
      "Do-not-call lists",
      lists
        .map(([name, version]) => `${name === "organization" ? "Yours" : name}, version ${version}`)
        .join("; ") || "none",
    ],
    ["Consent", consentWords(permit.consent)],
    ["Given", formatMoment(permit.issuedAt, now)],
    ["Valid until", formatMoment(permit.expiresAt, now)],
  ];
  return (
    <Popover.Root>
      <Popover.Trigger className="-mx-1 inline-flex items-center gap-1.5 rounded-sm px-1 text-left text-ink-muted hover:bg-hover hover:text-ink">
        Allowed: {there} there, on no list against it
        <Info aria-hidden size={12} className="shrink-0" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-60">
          <Popover.Popup className="w-80 max-w-[calc(100vw-32px)] rounded-md border border-line bg-raised p-3 text-small shadow-overlay">
            <Popover.Title className="mb-1 text-body font-medium">
              Why this call is allowed
            </Popover.Title>
            <dl>
              {facts.map(([label, value]) => (
                <div
                  key={label}
                  className="flex justify-between gap-4 border-b border-line py-1 last:border-0"
                >
                  <dt className="text-ink-muted">{label}</dt>
                  <dd className="text-right">{value}</dd>
                </div>
              ))}
            </dl>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function consentWords(consent: string | null): string {
  if (consent === null) return "None on record";
  return Object.entries(CONSENT_LABELS).find(([key]) => key === consent)?.[1] ?? consent;
}

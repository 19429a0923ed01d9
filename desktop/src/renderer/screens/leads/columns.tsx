import type { ReactNode } from "react";
import { SORT_FIELDS, type SortField } from "#shared/leadFilter";
import type { Lead } from "#shared/leads";
import { formatCount } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { CONSENT_LABELS, DIAL_STATE_LABELS } from "../../format/labels.ts";
import { timeZoneLabel } from "../../format/timeZones.ts";
import { Badge } from "../../ui/Badge.tsx";
import { LocalClock } from "../../ui/LocalClock.tsx";
import type { KnownOutcome } from "../../format/useOutcome.ts";
import { OutcomeWord } from "../../ui/OutcomeBadge.tsx";
import { customName, fieldLabel } from "./fieldLabels.ts";

/** A column of the table of leads. */
export interface Column {
  readonly id: string;
  readonly label: string;
  /** The least width (pixels), and its share of what is left over. */
  readonly minPx: number;
  readonly grow: number;
  readonly sort: SortField | undefined;
  readonly numeric: boolean;
  readonly cell: (lead: Lead, context: CellContext) => ReactNode;
}

/** Words for what a lead holds only as an id or a key. */
export interface CellWords {
  readonly ownerName: (userId: string) => string;
  readonly outcomeOf: (key: string) => KnownOutcome;
}

/** What cells need beside the lead. */
export interface CellContext extends CellWords {
  readonly now: Date;
}

/** The columns that one begins with. */
export const FIRST_COLUMNS: readonly string[] = [
  "name",
  "company",
  "phone",
  "city",
  "state",
  "localTime",
  "lastOutcome",
  "lastCalledAt",
];

type Shape = readonly [minPx: number, grow: number, cell: Column["cell"], numeric?: boolean];

const text = (value: (lead: Lead) => string | null) => (lead: Lead) => value(lead) ?? "–";
const moment =
  (value: (lead: Lead) => string | null) =>
  (lead: Lead, { now }: CellContext) => {
    const at = value(lead);
    return at === null ? "–" : formatMoment(at, now);
  };

const SHAPES: Readonly<Record<string, Shape>> = {
  name: [200, 2, nameCell],
  company: [140, 1.5, text((lead) => (lead.company === lead.name ? "" : lead.company))],
  title: [140, 1, text((lead) => lead.title)],
  phone: [132, 0, (lead) => formatPhone(lead.phone)],
  email: [180, 1, text((lead) => lead.email)],
  address: [180, 1, text((lead) => lead.address)],
  city: [110, 1, text((lead) => lead.city)],
  state: [56, 0, text((lead) => lead.state)],
  postalCode: [80, 0, text((lead) => lead.postalCode)],
  timeZone: [170, 1, text((lead) => lead.timeZone && timeZoneLabel(lead.timeZone))],
  localTime: [88, 0, (lead) => <LocalClock timeZone={lead.timeZone} />],
  ownerId: [
    130,
    1,
    (lead, { ownerName }) => (lead.ownerId === null ? "–" : ownerName(lead.ownerId)),
  ],
  score: [80, 0, (lead) => formatCount(lead.score), true],
  consent: [100, 0, text((lead) => lead.consent && CONSENT_LABELS[lead.consent])],
  dialState: [150, 0, (lead) => DIAL_STATE_LABELS[lead.dialState]],
  readyAt: [120, 0, moment((lead) => lead.readyAt)],
  attemptCount: [84, 0, (lead) => formatCount(lead.attemptCount), true],
  lastOutcome: [
    116,
    0,
    (lead, { outcomeOf }) =>
      lead.lastOutcome === null ? "–" : <OutcomeWord outcome={outcomeOf(lead.lastOutcome)} />,
  ],
  lastCalledAt: [128, 0, moment((lead) => lead.lastCalledAt)],
  createdAt: [120, 0, moment((lead) => lead.createdAt)],
};

/** The fields that can stand in a column, custom fields aside. */
export const COLUMN_FIELDS: readonly string[] = Object.keys(SHAPES);

/** The ids of all columns there are, with these custom fields. */
export function everyColumn(customFields: readonly string[]): string[] {
  return [...COLUMN_FIELDS, ...customFields.map((name) => `custom.${name}`)];
}

/** The columns of these names, in their order. A name that is no column is passed over; the name of the lead is always there. */
export function columnsOf(ids: readonly string[]): Column[] {
  const wanted = ids.includes("name") ? ids : ["name", ...ids];
  return wanted.flatMap((id) => {
    const custom = customName(id);
    const shape: Shape | undefined =
      custom === undefined ? SHAPES[id] : [140, 1, (lead) => lead.custom[custom] ?? "–"];
    if (!shape) return [];
    const [minPx, grow, cell, numeric = false] = shape;
    const sort = SORT_FIELDS.find((field) => field === id);
    return [{ id, label: fieldLabel(id), minPx, grow, sort, numeric, cell }];
  });
}

function nameCell(lead: Lead) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      {/* A plain link, not the router's: there is one in each row that comes into sight. */}
      <a
        href={`/leads/${lead.id}`}
        title={lead.name}
        className="truncate font-medium after:absolute after:inset-0"
      >
        {lead.name}
      </a>
      {lead.isSample && <Badge>Practice</Badge>}
      {lead.doNotCall && <Badge tone="danger">Do not call</Badge>}
    </span>
  );
}

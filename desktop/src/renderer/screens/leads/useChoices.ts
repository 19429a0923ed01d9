import { useQuery } from "@tanstack/react-query";
import { CONSENTS, DIAL_STATES } from "#shared/leads";
import { queries } from "../../api/queries.ts";
import { CONSENT_LABELS, DIAL_STATE_LABELS } from "../../format/labels.ts";
import { ALL_TIME_ZONES } from "../../format/timeZones.ts";
import type { Choice } from "../../ui/Select.tsx";

/** The values of the fields that are chosen, not typed, each as people call it. */
export type Choices = Readonly<Record<string, readonly Choice<string>[]>>;

/** What can be chosen for owner, outcome, time zone and the like, as the organisation has it. */
export function useChoices(): Choices {
  const members = useQuery(queries.members);
  const playbook = useQuery(queries.playbook);
  return {
    ownerId: (members.data ?? []).map((member) => ({
      value: member.userId,
      label: member.fullName || member.email,
    })),
    lastOutcome: (playbook.data?.outcomes ?? []).map(({ key, label }) => ({ value: key, label })),
    timeZone: ALL_TIME_ZONES,
    dialState: DIAL_STATES.map((value) => ({ value, label: DIAL_STATE_LABELS[value] })),
    consent: CONSENTS.map((value) => ({ value, label: CONSENT_LABELS[value] })),
  };
}

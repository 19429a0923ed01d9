import type { OrganizationDetail, OrganizationState } from "#shared/service";
import type { Tone } from "../../ui/Badge.tsx";

export const ORGANIZATION_STATE_WORDS: Record<
  OrganizationState,
  { readonly label: string; readonly tone: Tone }
> = {
  setting_up: { label: "Setting up", tone: "plain" },
  active: { label: "Active", tone: "accent" },
  quiet: { label: "Quiet", tone: "warn" },
};

const ENTITIES: Readonly<Record<string, string>> = {
  organization: "the organization",
  member: "member",
  invitation: "invitation",
  flag_override: "feature flag",
  mail: "mail",
  webhook: "webhook message",
  alert: "an alert",
  export: "an export",
  erasure: "an erasure",
  subscription: "the subscription",
  contract: "the agreed plan",
};
const ACTIONS: Readonly<Record<string, string>> = {
  add: "added",
  change: "changed",
  remove: "removed",
  replay: "put back",
  send: "sent",
};

/** One line of an organization's trail in words: `changed member rep@example.com`. */
export function eventWords(event: OrganizationDetail["events"][number]): string {
  const { action, entity, label } = event;
  const words = [
    ACTIONS[action] ?? action.replaceAll("_", " "),
    ENTITIES[entity] ?? entity.replaceAll("_", " "),
    label?.replaceAll("_", " "),
  ];
  return words.filter(Boolean).join(" ");
}

/** Who did it: a person by their address, else who spoke for themselves, else the service. */
export function eventActor(event: OrganizationDetail["events"][number]): string {
  return event.actorEmail ?? (["app", "database"].includes(event.via) ? "SalesPulse" : event.via);
}

import type { AuditLine } from "#shared/audit";
import { roleSchema } from "#shared/roles";
import { countOf } from "../../format/formatCount.ts";
import { ROLE_LABELS } from "../../format/labels.ts";

/** Who is called what: a person's name by their id, where it is known. */
export type NameOf = (id: string) => string | undefined;

/** What each kind of thing is called before its own name. Kinds that are not named here read as they are written. */
const ENTITY_WORDS: Readonly<Record<string, string>> = {
  alert: "the alert",
  contract: "the agreed plan",
  dial_settings: "goals and pauses",
  erasure: "an erasure",
  export: "an export",
  flag: "the feature flag",
  flag_override: "the feature flag",
  invitation: "the invitation of",
  line: "the SIM line",
  mail: "the mail",
  member: "the member",
  objection: "the objection",
  organization: "the organization",
  outcome: "the outcome",
  script: "the script",
  service_price: "the price",
  service_settings: "the settings of the service",
  subscription: "the subscription of the plan",
  webhook: "the webhook of",
};

const PAST: Readonly<Record<string, string>> = {
  fail: "gave up",
  replay: "tried again",
  send: "sent",
  set: "set",
};

/** One line in plain words: `Ada` `changed the role of Bo from Rep to Manager`. */
export function auditWords(line: AuditLine, nameOf: NameOf): { who: string; what: string } {
  const name = named(line, nameOf);
  if (line.entity === "member" && line.action === "add")
    return { who: name, what: `joined as ${valueWords(line.changes["role"]?.[1], nameOf)}` };
  return { who: whoDid(line, nameOf), what: whatWords(line, name, nameOf) };
}

function whoDid({ actorId, actorEmail, via, action, entity }: AuditLine, nameOf: NameOf): string {
  const name = (actorId === null ? undefined : nameOf(actorId)) ?? actorEmail;
  if (name !== undefined && name !== null) return name;
  if (via === "app" || entity === "export" || entity === "erasure") return "The service";
  if (via === "database") return action === "add" ? "The service" : "Somebody past the app";
  if (via === "stripe") return "Stripe";
  return `A message of ${via.replaceAll("_", " ")}`;
}

function named({ entity, entityId, label }: AuditLine, nameOf: NameOf): string {
  if (entity === "member") return (entityId && nameOf(entityId)) ?? label ?? "somebody";
  if (entity === "invitation") return label ?? "somebody";
  return label === null || label === "" ? "" : `“${label}”`;
}

function whatWords({ action, entity, changes }: AuditLine, name: string, nameOf: NameOf): string {
  const after = (key: string) => valueWords(changes[key]?.[1], nameOf);
  switch (`${entity} ${action}`) {
    case "member deactivate":
      return `deactivated ${name} and ${handedWords(changes, nameOf)}`;
    case "member reactivate":
      return `brought ${name} back as ${after("role")}`;
    case "member remove":
      return `removed ${name}`;
    case "invitation add":
      return `invited ${name} as ${after("role")}`;
    case "flag_override change":
      return changes["is_on"]?.[1] === null || changes["is_on"] === undefined
        ? `took back the setting of the feature flag ${name}`
        : `switched the feature flag ${name} ${changes["is_on"][1] === true ? "on" : "off"}`;
  }
  if (entity === "invitation" && "revoked_at" in changes)
    return `revoked the invitation of ${name}`;
  if (entity === "member" && "role" in changes)
    return `changed the role of ${name} ${fromTo(changes["role"], nameOf)}`;
  const thing = [ENTITY_WORDS[entity] ?? `the ${entity.replaceAll("_", " ")}`, name]
    .filter(Boolean)
    .join(" ");
  const [[key, change] = [], ...others] = Object.entries(changes);
  const detail =
    action === "change" && key !== undefined && change && others.length === 0 && isShort(change)
      ? `: ${columnWords(key)} ${fromTo(change, nameOf)}`
      : "";
  return `${pastOf(action)} ${thing}${detail}`;
}

function handedWords(changes: AuditLine["changes"], nameOf: NameOf): string {
  const counts = (
    [
      ["leads", "lead"],
      ["callbacks", "callback"],
      ["tasks", "task"],
      ["lists", "list"],
      ["lines", "SIM line"],
    ] as const
  ).flatMap(([key, one]) => {
    const count = changes[key]?.[1];
    return typeof count === "number" && count > 0 ? [countOf(count, one)] : [];
  });
  const successor = changes["successor"]?.[1];
  const heir = typeof successor === "string" ? valueWords(successor, nameOf) : "nobody";
  return counts.length === 0
    ? "had nothing to hand over"
    : `handed ${counts.join(", ")} to ${heir}`;
}

const fromTo = (change: AuditLine["changes"][string] | undefined, nameOf: NameOf) =>
  `from ${valueWords(change?.[0], nameOf)} to ${valueWords(change?.[1], nameOf)}`;

const isShort = (change: readonly unknown[]) =>
  change.every((value) => (JSON.stringify(value) ?? "").length <= 60);

/** What was done, of one word for doing it. */
function pastOf(action: string): string {
  const known = PAST[action];
  if (known !== undefined) return known;
  const words = action.replaceAll("_", " ");
  if (words.endsWith("e")) return `${words}d`;
  return /[^aeiou]y$/.test(words) ? `${words.slice(0, -1)}ied` : `${words}ed`;
}

/** A column as people read it: `calls_per_day` is `calls per day`. */
export function columnWords(column: string): string {
  return column.replaceAll("_", " ");
}

/** A value as people read it. */
export function valueWords(value: unknown, nameOf: NameOf): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value))
    return value.length === 0
      ? "nothing"
      : value.map((each) => valueWords(each, nameOf)).join(", ");
  if (typeof value === "string") {
    const role = roleSchema.safeParse(value);
    return role.success ? ROLE_LABELS[role.data] : (nameOf(value) ?? value);
  }
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

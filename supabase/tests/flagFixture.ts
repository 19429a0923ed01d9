import type { TableFixture } from "./TableFixture.ts";

/** Whose the rows of the flags' tables are. */
interface Given {
  readonly insert: (table: string, row: Record<string, unknown>) => Promise<void>;
  readonly organizations: Readonly<Record<"home" | "away", string>>;
  readonly people: Readonly<Record<"rep" | "manager" | "outsider", string>>;
}

/** Writes a row per label into the tables of feature flags: settings of a flag that admins may set. */
export async function writeFlagFixture(given: Given): Promise<Record<string, TableFixture>> {
  const { insert, organizations, people } = given;
  const { home, away } = organizations;
  const whose = {
    organization: { organization_id: home, user_id: null },
    own: { organization_id: home, user_id: people.rep },
    colleagues: { organization_id: home, user_id: people.manager },
    foreign: { organization_id: away, user_id: people.outsider },
  };
  const labels = Object.entries(whose);
  await insert("public.flags", { key: "matrix_flag", admins_may_set: true });
  for (const [label, of] of labels)
    // What finds a row must be no null: the organization's is the only one that is off.
    await insert("public.flag_overrides", {
      flag_key: "matrix_flag",
      is_on: label !== "organization",
      ...of,
    });
  return {
    flags: {
      rows: { service: { key: { key: "matrix_flag" } } },
      touch: "percentage = 5",
      inserts: { service: () => ({ key: "another_flag" }) },
    },
    flag_overrides: {
      rows: Object.fromEntries(
        labels.map(([label, { organization_id, user_id }]) => [
          label,
          { key: user_id === null ? { organization_id, is_on: "false" } : { user_id } },
        ]),
      ),
      touch: "is_on = not is_on",
      inserts: Object.fromEntries(
        labels.map(([label, of]) => [
          label,
          () => ({ flag_key: "voice_ai_enabled", is_on: true, ...of }),
        ]),
      ),
    },
  };
}

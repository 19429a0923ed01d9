import type { FlagExplanation, FlagSetting } from "#shared/flags";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { type SettingWord, settingOf, wordOf } from "../../flags/settingWords.ts";
import { useFlagChange } from "../../flags/useFlagChange.ts";
import { LabelledSelect } from "../../ui/LabelledSelect.tsx";

const CHOICES = [
  { value: "unset", label: "Not set" },
  { value: "on", label: "On" },
  { value: "off", label: "Off" },
] as const satisfies readonly { value: SettingWord; label: string }[];

/** What operators set for one person and for their organization. */
export function OverrideFields({
  why,
  organization,
}: {
  why: FlagExplanation;
  organization: { readonly id: string; readonly name: string };
}) {
  const { flag, person, subject } = why;
  const set = useFlagChange(
    queries.flagWhyFor(flag.key, person.email).queryKey,
    ({ userId, on }: { userId: string | null; on: FlagSetting }) =>
      callApi("setFlagOverride", {
        params: { flag: flag.key },
        body: { organizationId: organization.id, userId, on },
      }),
    (cached: FlagExplanation, { userId, on }) => ({
      ...cached,
      subject: { ...cached.subject, [userId === null ? "organization" : "user"]: on },
    }),
  );
  return (
    <div className="flex flex-wrap gap-3">
      <LabelledSelect
        label="For this person"
        className="w-36"
        value={wordOf(subject.user)}
        choices={CHOICES}
        onChange={(word) => set.mutate({ userId: person.userId, on: settingOf(word) })}
      />
      <LabelledSelect
        label="For their organization"
        className="w-44"
        value={wordOf(subject.organization)}
        choices={CHOICES}
        onChange={(word) => set.mutate({ userId: null, on: settingOf(word) })}
      />
    </div>
  );
}

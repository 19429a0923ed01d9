import type { Member } from "#shared/account";
import type { AdminFlag, FlagDecision, FlagSetting } from "#shared/flags";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { settingOf, wordOf } from "../../flags/settingWords.ts";
import { useFlagChange } from "../../flags/useFlagChange.ts";
import { whyWords } from "../../flags/whyWords.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Select } from "../../ui/Select.tsx";
import { WhyButton } from "./WhyButton.tsx";
import { withSetting } from "./withSetting.ts";

const CHOICES = [
  { value: "unset", label: "Same as everyone" },
  { value: "on", label: "Always on" },
  { value: "off", label: "Always off" },
] as const;

/** A member: what the flag is for them and why, and their own setting. */
export function FlagPerson({
  flag,
  person,
}: {
  flag: AdminFlag;
  person: FlagDecision & { readonly member: Member; readonly own: FlagSetting };
}) {
  const { member, own, on } = person;
  const name = member.fullName || member.email;
  const set = useFlagChange(
    queries.adminFlags.queryKey,
    (next: FlagSetting) =>
      callApi("setPersonFlag", {
        params: { flag: flag.key, userId: member.userId },
        body: { on: next },
      }),
    (cached: { flags: AdminFlag[] }, next) => withSetting(cached, flag.key, member.userId, next),
  );
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-0">
      <span className="w-9">
        <Badge tone={on ? "accent" : "plain"}>{on ? "On" : "Off"}</Badge>
      </span>
      <div className="min-w-40 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="text-small text-ink-muted">{whyWords(person, flag, "others")}</p>
      </div>
      <WhyButton flag={flag} userId={member.userId} name={name} />
      <Select
        label={`${flag.name} for ${name}`}
        className="w-48"
        value={wordOf(own)}
        choices={CHOICES}
        disabled={!flag.adminsMaySet}
        onChange={(word) => set.mutate(settingOf(word))}
      />
    </li>
  );
}

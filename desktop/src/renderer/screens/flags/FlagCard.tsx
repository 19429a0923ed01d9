import { useId, useState } from "react";
import type { Member } from "#shared/account";
import { type AdminFlag, decideFlag } from "#shared/flags";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { settingOf, wordOf } from "../../flags/settingWords.ts";
import { useFlagChange } from "../../flags/useFlagChange.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Card } from "../../ui/Card.tsx";
import { Segments } from "../../ui/Segments.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { FlagPerson } from "./FlagPerson.tsx";
import { withSetting } from "./withSetting.ts";

/** From so many members on, one is looked for by name. */
const MANY = 8;

/** One flag: the organization's setting, and each member with what it is for them. */
export function FlagCard({ flag, members }: { flag: AdminFlag; members: readonly Member[] }) {
  const id = useId();
  const [search, setSearch] = useState("");
  const set = useFlagChange(
    queries.adminFlags.queryKey,
    (on: boolean | null) =>
      callApi("setOrganizationFlag", { params: { flag: flag.key }, body: { on } }),
    (cached: { flags: AdminFlag[] }, on) => withSetting(cached, flag.key, null, on),
  );
  const people = members.map((member) => {
    const own = flag.people.find(({ userId }) => userId === member.userId)?.on ?? null;
    const { userId } = member;
    const { organization } = flag;
    return { member, own, ...decideFlag(flag, { userId, organization, user: own }) };
  });
  const count = people.filter(({ on }) => on).length;
  const wanted = search.trim().toLowerCase();
  const shown = people.filter(({ member: { fullName, email } }) =>
    `${fullName} ${email}`.toLowerCase().includes(wanted),
  );
  return (
    <Card
      title={flag.name}
      aside={
        <Badge tone={count > 0 ? "accent" : "plain"}>
          On for {count} of {people.length}
        </Badge>
      }
    >
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line p-4">
        <div className="min-w-60 flex-1">
          <p>{flag.description}</p>
          <p className="font-mono text-small text-ink-muted">{flag.key}</p>
        </div>
        <div className="flex items-center gap-3">
          <span id={id} className="font-medium">
            Whole organization
          </span>
          <Segments
            labelledBy={id}
            value={wordOf(flag.organization)}
            choices={[
              ["unset", "Not set"],
              ["on", "On"],
              ["off", "Off"],
            ]}
            disabled={!flag.adminsMaySet}
            onChange={(word) => set.mutate(settingOf(word))}
          />
        </div>
      </div>
      {flag.service === false && (
        <p className="border-b border-line bg-warn-soft px-4 py-2 text-warn">
          SalesPulse has switched this off for everyone for now. What you set here counts again once
          it is back.
        </p>
      )}
      {!flag.adminsMaySet && (
        <p className="border-b border-line px-4 py-2 text-ink-muted">
          SalesPulse decides who gets this one. Ask us if you would like it changed.
        </p>
      )}
      {members.length >= MANY && (
        <div className="border-b border-line px-4 py-3">
          <TextField
            label="Find a member"
            type="search"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
      )}
      <ul aria-label={`Who has ${flag.name}`}>
        {shown.map((person) => (
          <FlagPerson key={person.member.userId} flag={flag} person={person} />
        ))}
      </ul>
      {shown.length === 0 && <p className="px-4 py-3 text-ink-muted">Nobody by that name.</p>}
    </Card>
  );
}

import { useId, useMemo, useState } from "react";
import type { Member } from "#shared/account";
import { type AdminFlag, decideFlag } from "#shared/flags";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { settingOf, wordOf } from "../../flags/settingWords.ts";
import { useFlagChange } from "../../flags/useFlagChange.ts";
import { byName, isCalled, MANY_PEOPLE } from "../../format/findByName.ts";
import { formatCount } from "../../format/formatCount.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { CheckField } from "../../ui/CheckField.tsx";
import { Segments } from "../../ui/Segments.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { FlagPerson } from "./FlagPerson.tsx";
import { withSetting } from "./withSetting.ts";

/** So many are shown before all are asked for. */
const FIRST = 20;

/** One flag: the organization's setting, and each member with what it is for them. */
export function FlagCard({ flag, members }: { flag: AdminFlag; members: readonly Member[] }) {
  const id = useId();
  const [search, setSearch] = useState("");
  const [isOwnOnly, setOwnOnly] = useState(false);
  /** Whose setting was taken away under the eyes: their row stays, so that it can be given back. */
  const [ownBefore, setOwnBefore] = useState<ReadonlySet<string>>(new Set());
  const [isWhole, setWhole] = useState(false);
  const set = useFlagChange(
    queries.adminFlags.queryKey,
    (on: boolean | null) =>
      callApi("setOrganizationFlag", { params: { flag: flag.key }, body: { on } }),
    (cached: { flags: AdminFlag[] }, on) => withSetting(cached, flag.key, null, on),
  );
  const sorted = useMemo(() => members.toSorted(byName), [members]);
  const people = sorted.map((member) => {
    const own = flag.people.find(({ userId }) => userId === member.userId)?.on ?? null;
    const { userId } = member;
    const { organization } = flag;
    return { member, own, ...decideFlag(flag, { userId, organization, user: own }) };
  });
  const count = people.filter(({ on }) => on).length;
  const owners = people.filter(({ own }) => own !== null);
  const found = people.filter(
    ({ own, member }) =>
      (!isOwnOnly || own !== null || ownBefore.has(member.userId)) && isCalled(member, search),
  );
  const shown = isWhole ? found : found.slice(0, FIRST);
  return (
    <Card
      title={flag.name}
      aside={
        <Badge tone={count > 0 ? "accent" : "plain"}>
          On for {formatCount(count)} of {formatCount(people.length)}
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
      {members.length >= MANY_PEOPLE && (
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3 border-b border-line px-4 py-3">
          <TextField
            label="Find a member"
            type="search"
            className="min-w-60 flex-1"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <div className="flex h-9 items-center">
            <CheckField
              label={`Only with a setting of their own (${formatCount(owners.length)})`}
              checked={isOwnOnly}
              onChange={(only) => {
                setOwnOnly(only);
                setOwnBefore(new Set(owners.map(({ member }) => member.userId)));
              }}
            />
          </div>
        </div>
      )}
      <ul aria-label={`Who has ${flag.name}`}>
        {shown.map((person) => (
          <FlagPerson key={person.member.userId} flag={flag} person={person} />
        ))}
      </ul>
      {found.length === 0 && (
        <p className="px-4 py-3 text-ink-muted">
          {search.trim() === "" ? "Nobody has a setting of their own." : "Nobody by that name."}
        </p>
      )}
      {shown.length < found.length && (
        <div className="border-t border-line p-2">
          <Button look="quiet" onClick={() => setWhole(true)}>
            Show all {formatCount(found.length)} members
          </Button>
        </div>
      )}
    </Card>
  );
}

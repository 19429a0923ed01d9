import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import type { MemberWork } from "#shared/account";
import { ROLES, type Role } from "#shared/roles";
import { callApi } from "../../../api/callApi.ts";
import { queries } from "../../../api/queries.ts";
import { useSignedIn } from "../../../app/SignedIn.ts";
import { byName, isCalled, MANY_PEOPLE, nameOf } from "../../../format/findByName.ts";
import { formatCount } from "../../../format/formatCount.ts";
import { formatDay, formatMoment } from "../../../format/formatTime.ts";
import { ROLE_LABELS, ROLE_MEANINGS } from "../../../format/labels.ts";
import { useNow } from "../../../format/useNow.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { Tip } from "../../../ui/Tip.tsx";
import { toastError } from "../../../ui/toastError.ts";

const CHOICES = ROLES.map((role) => ({
  value: role,
  label: ROLE_LABELS[role],
  note: ROLE_MEANINGS[role],
}));
const NUMBER = "px-3 text-right tabular-nums whitespace-nowrap";
const WIDE_ONLY = "px-3 whitespace-nowrap text-ink-muted max-xl:hidden";

/** So many are shown before all are asked for. */
const FIRST = 20;

/** The members with what they have in hand, their role to be changed, and the way out. */
export function MembersTable({
  members,
  onDeactivate,
}: {
  members: readonly MemberWork[];
  onDeactivate: (member: MemberWork) => void;
}) {
  const [search, setSearch] = useState("");
  const [isWhole, setWhole] = useState(false);
  const sorted = useMemo(() => members.toSorted(byName), [members]);
  const found = sorted.filter((member) => isCalled(member, search));
  const shown = isWhole ? found : found.slice(0, FIRST);
  return (
    <>
      {members.length >= MANY_PEOPLE && (
        <div className="border-b border-line px-4 py-3">
          <TextField
            label="Find a member"
            type="search"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
      )}
      {found.length === 0 ? (
        <p className="px-4 py-3 text-ink-muted">Nobody by that name.</p>
      ) : (
        <Table members={shown} onDeactivate={onDeactivate} />
      )}
      {shown.length < found.length && (
        <div className="border-t border-line p-2">
          <Button look="quiet" onClick={() => setWhole(true)}>
            Show all {formatCount(found.length)} members
          </Button>
        </div>
      )}
    </>
  );
}

function Table({
  members,
  onDeactivate,
}: {
  members: readonly MemberWork[];
  onDeactivate: (member: MemberWork) => void;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 for scrolling regions
    <section className="overflow-x-auto" tabIndex={0} aria-label="Table of members">
      <table className="w-full text-left">
        <thead>
          <tr className="h-9 text-small text-ink-muted [&>th]:font-normal [&>th]:whitespace-nowrap">
            <th scope="col" className="px-4">
              Name
            </th>
            <th scope="col" className="px-3">
              Role
            </th>
            <th scope="col" className={NUMBER}>
              Leads
            </th>
            <th scope="col" className={NUMBER}>
              Open tasks
            </th>
            <th scope="col" className="px-3 max-lg:hidden">
              Last call
            </th>
            <th scope="col" className={WIDE_ONLY}>
              Since
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.userId} member={member} onDeactivate={() => onDeactivate(member)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ member, onDeactivate }: { member: MemberWork; onDeactivate: () => void }) {
  const { user } = useSignedIn();
  const now = useNow(60_000);
  const queryClient = useQueryClient();
  const name = nameOf(member);
  const isMe = member.userId === user.id;
  const change = useMutation({
    mutationFn: (next: Role) =>
      callApi("changeRole", { params: { userId: member.userId }, body: { role: next } }),
    onSuccess: (changed) => toast.success(`${name} is now ${ROLE_LABELS[changed.role]}`),
    onError: toastError,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: queries.members.queryKey }),
        queryClient.invalidateQueries({ queryKey: queries.me.queryKey }),
      ]),
  });
  return (
    <tr className="h-13 border-t border-line">
      <td className="max-w-72 px-4">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {isMe && <Badge>You</Badge>}
        </p>
        <p className="truncate text-small text-ink-muted">{member.email}</p>
      </td>
      <td className="px-3">
        <Select
          label={`Role of ${name}`}
          className="w-28"
          value={change.isPending ? change.variables : member.role}
          choices={CHOICES}
          disabled={change.isPending}
          onChange={(next) => {
            if (next !== member.role) change.mutate(next);
          }}
        />
      </td>
      <td className={NUMBER}>{formatCount(member.leadCount)}</td>
      <td className={NUMBER}>{formatCount(member.openTaskCount)}</td>
      <td className="px-3 whitespace-nowrap text-ink-muted max-lg:hidden">
        {member.lastCallAt === null ? "None yet" : formatMoment(member.lastCallAt, now)}
      </td>
      <td className={WIDE_ONLY}>{formatDay(member.joinedAt)}</td>
      <td className="px-3 text-right">
        {!isMe && (
          <Tip text="Deactivate" side="top">
            <Button
              look="quiet"
              size="icon"
              aria-label={`Deactivate ${name}`}
              onClick={onDeactivate}
            >
              <UserMinus aria-hidden size={16} />
            </Button>
          </Tip>
        )}
      </td>
    </tr>
  );
}

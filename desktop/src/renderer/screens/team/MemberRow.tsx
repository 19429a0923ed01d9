import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { Member } from "#shared/account";
import { ROLES, type Role } from "#shared/roles";
import { callApi } from "../../api/callApi.ts";
import { wordsFor } from "../../api/errorWords.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatDay } from "../../format/formatTime.ts";
import { ROLE_LABELS, ROLE_MEANINGS } from "../../format/labels.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { Tip } from "../../ui/Tip.tsx";

const CHOICES = ROLES.map((role) => ({
  value: role,
  label: ROLE_LABELS[role],
  note: ROLE_MEANINGS[role],
}));

/** One member; for admins with their role to change and the way out. */
export function MemberRow({ member }: { member: Member }) {
  const { user, role } = useSignedIn();
  const queryClient = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const name = member.fullName || member.email;
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: queries.members.queryKey }),
      queryClient.invalidateQueries({ queryKey: queries.me.queryKey }),
    ]);
  const say = (error: unknown) => {
    const words = wordsFor(error);
    toast.error(words.title, { description: words.action });
  };
  const change = useMutation({
    mutationFn: (next: Role) =>
      callApi("changeRole", { params: { userId: member.userId }, body: { role: next } }),
    onSuccess: (changed) => toast.success(`${name} is now ${ROLE_LABELS[changed.role]}`),
    onError: say,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => callApi("removeMember", { params: { userId: member.userId } }),
    onSuccess: () => toast.success(`${name} is out`),
    onError: say,
    onSettled: () => {
      setRemoving(false);
      return refresh();
    },
  });
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {member.userId === user.id && <Badge>You</Badge>}
        </p>
        <p className="truncate text-small text-ink-muted">{member.email}</p>
      </div>
      <p className="text-small text-ink-muted max-md:hidden">Since {formatDay(member.joinedAt)}</p>
      {role === "admin" ? (
        <>
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
          <Tip text="Remove" side="top">
            <Button
              look="quiet"
              size="icon"
              aria-label={`Remove ${name}`}
              onClick={() => setRemoving(true)}
            >
              <UserMinus aria-hidden size={16} />
            </Button>
          </Tip>
          <ConfirmDialog
            open={removing}
            onOpenChange={setRemoving}
            title={member.userId === user.id ? "Leave the organization?" : `Remove ${name}?`}
            description="They lose access at once. Their leads become unassigned; their calls and notes stay."
            action={member.userId === user.id ? "Leave" : "Remove"}
            busy={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        </>
      ) : (
        <span className="w-20 text-ink-muted">{ROLE_LABELS[member.role]}</span>
      )}
    </li>
  );
}

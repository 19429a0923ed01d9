import type { Member } from "#shared/account";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatDay } from "../../format/formatTime.ts";
import { ROLE_LABELS } from "../../format/labels.ts";
import { Badge } from "../../ui/Badge.tsx";

/** One member of the team. */
export function MemberRow({ member }: { member: Member }) {
  const { user } = useSignedIn();
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{member.fullName || member.email}</span>
          {member.userId === user.id && <Badge>You</Badge>}
        </p>
        <p className="truncate text-small text-ink-muted">{member.email}</p>
      </div>
      <p className="text-small text-ink-muted max-md:hidden">Since {formatDay(member.joinedAt)}</p>
      <span className="w-20 text-ink-muted">{ROLE_LABELS[member.role]}</span>
    </li>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { MemberWork } from "#shared/account";
import { queries } from "../../../api/queries.ts";
import { formatCount } from "../../../format/formatCount.ts";
import { useKeys } from "../../../keys/useKeys.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { ErrorPanel } from "../../../ui/ErrorPanel.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { DeactivateDialog } from "./DeactivateDialog.tsx";
import { FormerMembers } from "./FormerMembers.tsx";
import { InvitationsCard } from "./InvitationsCard.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { MembersTable } from "./MembersTable.tsx";

/** Who belongs to the organisation, what they have in hand, who is invited and who went. */
export function MembersSection() {
  const { invite = false } = useSearch({ from: "/framed/admin/$section" });
  const navigate = useNavigate({ from: "/admin/$section" });
  const staff = useQuery(queries.staff);
  const [leaving, setLeaving] = useState<MemberWork | null>(null);
  const showInvite = (open: boolean) =>
    void navigate({ search: open ? { invite: true } : {}, replace: true });

  useKeys("Members", [{ keys: "i", label: "Invite somebody", run: () => showInvite(true) }]);

  return (
    <>
      <Card
        title="Members"
        aside={
          <span className="flex items-center gap-3">
            {staff.data && <Badge>{formatCount(staff.data.members.length)}</Badge>}
            <Button look="quiet" className="-mr-2 h-7" onClick={() => showInvite(true)}>
              <UserPlus aria-hidden size={14} /> Invite
            </Button>
          </span>
        }
      >
        {staff.data ? (
          <MembersTable members={staff.data.members} onDeactivate={setLeaving} />
        ) : staff.isError ? (
          <ErrorPanel error={staff.error} onRetry={() => void staff.refetch()} />
        ) : (
          <SkeletonRows rows={4} label="Loading members" />
        )}
      </Card>
      <InvitationsCard />
      {staff.data !== undefined && staff.data.former.length > 0 && (
        <FormerMembers staff={staff.data} />
      )}
      <InviteDialog open={invite} onOpenChange={showInvite} />
      <DeactivateDialog
        member={leaving}
        others={staff.data?.members.filter(({ userId }) => userId !== leaving?.userId) ?? []}
        onClose={() => setLeaving(null)}
      />
    </>
  );
}

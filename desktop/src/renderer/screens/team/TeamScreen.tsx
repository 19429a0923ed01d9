import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { Page } from "../../ui/Page.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { InvitationsCard } from "./InvitationsCard.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { MemberRow } from "./MemberRow.tsx";

/** Who belongs to the organisation, and what admins do about it. */
export function TeamScreen() {
  const { role } = useSignedIn();
  const { invite = false } = useSearch({ from: "/framed/team" });
  const navigate = useNavigate({ from: "/team" });
  const members = useQuery(queries.members);
  const isAdmin = role === "admin";
  const showInvite = (open: boolean) =>
    void navigate({ search: open ? { invite: true } : {}, replace: true });

  useKeys(
    "Team",
    isAdmin ? [{ keys: "i", label: "Invite somebody", run: () => showInvite(true) }] : [],
  );

  return (
    <Page
      title="Team"
      actions={
        isAdmin && (
          <Button look="primary" onClick={() => showInvite(true)}>
            <UserPlus aria-hidden size={16} /> Invite
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-5">
        <Card title="Members">
          {members.data ? (
            <ul>
              {members.data.map((member) => (
                <MemberRow key={member.userId} member={member} />
              ))}
            </ul>
          ) : members.isError ? (
            <ErrorPanel error={members.error} onRetry={() => void members.refetch()} />
          ) : (
            <SkeletonRows rows={4} label="Loading members" />
          )}
        </Card>
        {isAdmin && <InvitationsCard />}
      </div>
      {isAdmin && <InviteDialog open={invite} onOpenChange={showInvite} />}
    </Page>
  );
}

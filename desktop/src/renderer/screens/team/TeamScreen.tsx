import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserCog } from "lucide-react";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { Page } from "../../ui/Page.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { MemberRow } from "./MemberRow.tsx";

/** Who belongs to the organisation. What admins do about it stands in Admin. */
export function TeamScreen() {
  const { role } = useSignedIn();
  const members = useQuery(queries.members);
  return (
    <Page
      title="Team"
      actions={
        role === "admin" && (
          <Link
            to="/admin/$section"
            params={{ section: "members" }}
            className={buttonClass("secondary")}
          >
            <UserCog aria-hidden size={16} /> Manage members
          </Link>
        )
      }
    >
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
    </Page>
  );
}

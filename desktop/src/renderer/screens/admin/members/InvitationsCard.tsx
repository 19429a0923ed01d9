import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { callApi } from "../../../api/callApi.ts";
import { wordsFor } from "../../../api/errorWords.ts";
import { queries } from "../../../api/queries.ts";
import { formatMoment } from "../../../format/formatTime.ts";
import { ROLE_LABELS } from "../../../format/labels.ts";
import { useNow } from "../../../format/useNow.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";

/** Invitations that nobody has taken yet, each to be revoked. */
export function InvitationsCard() {
  const queryClient = useQueryClient();
  const now = useNow(60_000);
  const invitations = useQuery(queries.invitations);
  const revoke = useMutation({
    mutationFn: (invitationId: string) => callApi("revokeInvitation", { params: { invitationId } }),
    onSuccess: () => toast.success("The invitation is void"),
    onError: (error) => {
      const words = wordsFor(error);
      toast.error(words.title, { description: words.action });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.invitations.queryKey }),
  });
  return (
    <Card title="Invitations">
      {invitations.data ? (
        invitations.data.length === 0 ? (
          <p className="px-4 py-5 text-ink-muted">Nobody is invited at the moment.</p>
        ) : (
          <ul>
            {invitations.data.map((invitation) => (
              <li
                key={invitation.id}
                className="flex min-h-11 flex-wrap items-center gap-x-4 border-b border-line px-4 py-1 last:border-0"
              >
                <span className="min-w-0 flex-1 truncate">{invitation.email}</span>
                <span className="text-small text-ink-muted">
                  {ROLE_LABELS[invitation.role]} ·{" "}
                  {invitation.expiresAt === null
                    ? "on its way"
                    : Date.parse(invitation.expiresAt) < now.getTime()
                      ? "lapsed"
                      : `until ${formatMoment(invitation.expiresAt, now)}`}
                </span>
                <Button
                  look="quiet"
                  aria-label={`Revoke the invitation of ${invitation.email}`}
                  busy={revoke.isPending && revoke.variables === invitation.id}
                  onClick={() => revoke.mutate(invitation.id)}
                >
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        )
      ) : invitations.isError ? (
        <ErrorNotice error={invitations.error} className="m-4" />
      ) : (
        <SkeletonRows rows={2} label="Loading invitations" />
      )}
    </Card>
  );
}

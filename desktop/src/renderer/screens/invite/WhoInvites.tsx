import type { InvitationPreview } from "#shared/account";
import { ROLE_LABELS, ROLE_MEANINGS } from "../../format/labels.ts";

/** Who invites and as what. */
export function WhoInvites({ preview }: { preview: InvitationPreview }) {
  return (
    <p className="mb-5">
      <span className="font-medium">{preview.inviterName}</span> invites you as{" "}
      <span className="font-medium">{ROLE_LABELS[preview.role]}</span>.{" "}
      <span className="text-ink-muted">{ROLE_MEANINGS[preview.role]}.</span>
    </p>
  );
}

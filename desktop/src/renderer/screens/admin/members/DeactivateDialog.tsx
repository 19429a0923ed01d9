import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { MemberWork } from "#shared/account";
import { callApi } from "../../../api/callApi.ts";
import { byName, nameOf } from "../../../format/findByName.ts";
import { countOf } from "../../../format/formatCount.ts";
import { ROLE_LABELS } from "../../../format/labels.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { LabelledSelect } from "../../../ui/LabelledSelect.tsx";
import { handedOverWords } from "./handedOverWords.ts";

const NOBODY = "nobody";

/** Asks to whom a member's work goes before they are taken out. */
export function DeactivateDialog({
  member,
  others,
  onClose,
}: {
  /** Null: closed. */
  member: MemberWork | null;
  others: readonly MemberWork[];
  onClose: () => void;
}) {
  // What it said stays while it closes.
  const [last, setLast] = useState(member);
  if (member !== null && member !== last) setLast(member);
  const name = last && nameOf(last);
  return (
    <Dialog
      open={member !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Deactivate ${name ?? ""}?`}
      description="They are signed out at once and cannot come back in by themselves. Their calls and notes stay under their name."
    >
      {last && <DeactivateForm member={last} others={others} onDone={onClose} />}
    </Dialog>
  );
}

function DeactivateForm({
  member,
  others,
  onDone,
}: {
  member: MemberWork;
  others: readonly MemberWork[];
  onDone: () => void;
}) {
  const queryClient = useQueryClient();
  const [successorId, setSuccessorId] = useState(NOBODY);
  const successor = others.find(({ userId }) => userId === successorId);
  const deactivate = useMutation({
    mutationFn: () =>
      callApi("deactivateMember", {
        params: { userId: member.userId },
        body: { successorId: successor?.userId ?? null },
      }),
    onSuccess: (handed) => {
      const words = handedOverWords(handed);
      toast.success(`${nameOf(member)} is deactivated`, {
        description:
          words &&
          (successor ? `To ${nameOf(successor)}: ${words}.` : `Nobody’s from now on: ${words}.`),
      });
      onDone();
    },
    onSettled: () =>
      Promise.all(
        ["members", "invitations", "leads", "lists", "tasks", "playbook"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        deactivate.mutate();
      }}
    >
      <LabelledSelect
        label="Their work goes to"
        value={successorId}
        choices={[
          { value: NOBODY, label: "Nobody", note: "Anyone may call the leads and do the tasks" },
          ...others.toSorted(byName).map((other) => ({
            value: other.userId,
            label: nameOf(other),
            note: ROLE_LABELS[other.role],
          })),
        ]}
        onChange={setSuccessorId}
      />
      <p className="text-small text-ink-muted">
        {countOf(member.leadCount, "lead")} and {countOf(member.openTaskCount, "open task")} with
        the callbacks among them, and the lists and SIM lines that are theirs.
      </p>
      <ErrorNotice error={deactivate.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="danger" busy={deactivate.isPending}>
          Deactivate
        </Button>
      </div>
    </form>
  );
}

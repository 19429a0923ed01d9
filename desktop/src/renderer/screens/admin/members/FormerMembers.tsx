import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { Answer, Api } from "#shared/api";
import type { FormerMember } from "#shared/account";
import { AppError } from "#shared/errors";
import { callApi } from "../../../api/callApi.ts";
import { formatDay } from "../../../format/formatTime.ts";
import { ROLE_LABELS } from "../../../format/labels.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { toastError } from "../../../ui/toastError.ts";

/** Who was deactivated, by whom, where their work went, and the way back. */
export function FormerMembers({ staff }: { staff: Answer<Api["listStaff"]> }) {
  const queryClient = useQueryClient();
  const nameOf = (id: string | null) =>
    [...staff.members, ...staff.former].find(({ userId }) => userId === id)?.fullName;
  const reactivate = useMutation({
    mutationFn: ({ userId }: FormerMember) => callApi("reactivateMember", { params: { userId } }),
    onSuccess: (member) =>
      toast.success(`${member.fullName} is back as ${ROLE_LABELS[member.role]}`, {
        description: "They sign in as before. What was handed over stays where it went.",
      }),
    onError: (error, member) => {
      if (error instanceof AppError && error.code === "conflict")
        toast.error(`${member.fullName} belongs to another organization by now`);
      else toastError(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["members"] }),
  });
  return (
    <Card title="Former members">
      <ul>
        {staff.former.map((member) => {
          const by = nameOf(member.deactivatedBy);
          return (
            <li
              key={member.userId}
              className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-0"
            >
              <div className="min-w-48 flex-1">
                <p className="truncate font-medium">{member.fullName}</p>
                <p className="truncate text-small text-ink-muted">{member.email}</p>
              </div>
              <p className="text-small text-ink-muted">
                {ROLE_LABELS[member.role]} until {formatDay(member.leftAt)}
                {by !== undefined && `, deactivated by ${by}`}. Work went to{" "}
                {nameOf(member.successorId) ?? "nobody"}.
              </p>
              <Button
                look="quiet"
                aria-label={`Reactivate ${member.fullName}`}
                busy={reactivate.isPending && reactivate.variables.userId === member.userId}
                onClick={() => reactivate.mutate(member)}
              >
                Reactivate
              </Button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

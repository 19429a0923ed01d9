import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { AppError } from "#shared/errors";
import type { LeadChanges } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { toastError } from "../../ui/toastError.ts";

/** Changes facts of one lead; what was refused is said at the foot of the screen. */
export function useUpdateLead(leadId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: LeadChanges) =>
      callApi("updateLead", { params: { leadId }, body: changes }),
    onSuccess: async (lead) => {
      queryClient.setQueryData(queries.lead(leadId).queryKey, (before) =>
        before ? { ...before, lead } : before,
      );
      await Promise.all(
        [["leads"], ["lists"], ["queue"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    },
    onError: (error) => {
      if (error instanceof AppError && error.code === "conflict")
        toast.error("Another lead of your organization has this number or mail address");
      else if (error instanceof AppError && error.fields?.[0])
        toast.error("That cannot be saved", { description: `It ${error.fields[0].message}.` });
      else toastError(error);
    },
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { queries } from "../../api/queries.ts";

/** Saves a part of the playbook, says so, and has every screen read it anew. */
export function useSave<Given, Answer>(
  save: (given: Given) => Promise<Answer>,
  onSaved: (answer: Answer, given: Given) => void,
  said = "Saved",
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async (answer, given) => {
      onSaved(answer, given);
      toast.success(said);
      await queryClient.invalidateQueries({ queryKey: queries.playbook.queryKey });
    },
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";

/** Takes the sample list and goes to dial it. */
export function useSampleList() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callApi("createSampleList", {}),
    onSuccess: async (list) => {
      await queryClient.invalidateQueries({ queryKey: queries.lists.queryKey });
      await navigate({ to: "/dial/$listId", params: { listId: list.id } });
    },
  });
}

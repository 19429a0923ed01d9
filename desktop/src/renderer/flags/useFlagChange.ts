import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { toastError } from "../ui/toastError.ts";

const FLAGS = ["flags"];

/**
 * A change of flags that stands on the screen at once, and is taken back with a word about it where the Worker
 * refuses. `apply` changes what is cached under `queryKey`.
 */
export function useFlagChange<Change, Cached>(
  queryKey: QueryKey,
  send: (change: Change) => Promise<unknown>,
  apply: (cached: Cached, change: Change) => Cached,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: FLAGS,
    mutationFn: send,
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: FLAGS });
      const before = queryClient.getQueryData<Cached>(queryKey);
      if (before !== undefined) queryClient.setQueryData(queryKey, apply(before, change));
      return before;
    },
    onError: (error, _, before) => {
      if (before !== undefined) queryClient.setQueryData(queryKey, before);
      toastError(error);
    },
    // While another is on its way, what is read would take it back from the screen for a moment.
    onSettled: () =>
      queryClient.isMutating({ mutationKey: FLAGS }) === 1
        ? queryClient.invalidateQueries({ queryKey: FLAGS })
        : undefined,
  });
}

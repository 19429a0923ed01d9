import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { toastError } from "../../ui/toastError.ts";

/** Puts something back by its id, says what came of it, and has the screen look again. */
export function useReplay(
  replay: (id: string) => Promise<{ readonly isReplayed: boolean }>,
  said: string,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: replay,
    onSuccess: ({ isReplayed }) => {
      if (isReplayed) toast.success(said);
      else toast("It is under way already");
    },
    onError: toastError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Billing } from "#shared/billing";
import { queries } from "../../api/queries.ts";

/** Something that changes what is billed and answers what stands then: that is shown at once, the rest fetched anew. */
export function useBillingChange<Given = void>(
  ask: (given: Given) => Promise<Billing>,
  onDone?: (billing: Billing) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: (billing) => {
      queryClient.setQueryData(queries.billing.queryKey, billing);
      onDone?.(billing);
    },
    // An answer that was lost may have counted.
    onSettled: (_, error) => {
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [first, second] }) =>
          first === "me" || (first === "billing" && (error !== null || second !== "state")),
      });
    },
  });
}

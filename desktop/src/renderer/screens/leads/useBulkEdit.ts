import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { BulkChange, LeadSelection } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import { countOf } from "../../format/formatCount.ts";
import { toastError } from "../../ui/toastError.ts";

/** The most leads that one request names, as leadSelectionSchema has it. */
const NAMED_AT_ONCE = 1_000;
/** Tens of thousands of leads take longer than other requests (ms). */
const TIMEOUT_MS = 120_000;

/** What was done, for the note at the foot of the screen. */
const DONE: Record<BulkChange["kind"], string> = {
  assign: "assigned",
  addToList: "added to the list",
  removeFromList: "taken off the list",
  score: "changed",
  field: "changed",
  timeZone: "changed",
  callAgain: "ready to be called again",
  doNotCall: "not called any more",
  delete: "deleted",
};

/** Changes many leads at once and says how many it changed. */
export function useBulkEdit(onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ selection, change }: { selection: LeadSelection; change: BulkChange }) => {
      let changed = 0;
      for (const part of partsOf(selection)) {
        const answer = await callApi(
          "editLeads",
          { body: { selection: part, change } },
          { timeoutMs: TIMEOUT_MS },
        );
        changed += answer.changed;
      }
      return changed;
    },
    onSuccess: (changed, { change }) => {
      toast.success(
        changed === 0 ? "Nothing to change" : `${countOf(changed, "lead")} ${DONE[change.kind]}`,
      );
      onDone();
    },
    onError: toastError,
    onSettled: () =>
      Promise.all(
        [["leads"], ["lead"], ["lists"], ["queue"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

function partsOf(selection: LeadSelection): LeadSelection[] {
  if (!("leadIds" in selection)) return [selection];
  const { leadIds } = selection;
  return Array.from({ length: Math.ceil(leadIds.length / NAMED_AT_ONCE) }, (_, part) => ({
    leadIds: leadIds.slice(part * NAMED_AT_ONCE, (part + 1) * NAMED_AT_ONCE),
  }));
}

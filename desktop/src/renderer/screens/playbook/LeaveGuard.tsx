import { useBlocker } from "@tanstack/react-router";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";

/** Asks before unsaved changes are left behind: on the way to another screen, and when the window closes. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => dirty,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={blocker.status === "blocked"}
      onOpenChange={(open) => {
        if (!open) blocker.reset?.();
      }}
      title="Leave without saving?"
      description="What you changed here is not saved yet."
      action="Leave"
      onConfirm={() => blocker.proceed?.()}
    />
  );
}

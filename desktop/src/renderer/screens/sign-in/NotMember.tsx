import { useQueryClient } from "@tanstack/react-query";
import { DoorClosed } from "lucide-react";
import { queries } from "../../api/queries.ts";
import { useSignOut } from "../../app/useSignOut.ts";
import { Button } from "../../ui/Button.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { Wordmark } from "../../ui/Wordmark.tsx";

/** For somebody whose membership has ended: the account stands, the organisation does not open. */
export function NotMember({ email, userId }: { email: string; userId: string }) {
  const queryClient = useQueryClient();
  const { busy, signOut } = useSignOut(userId);
  return (
    <main className="mx-auto max-w-md px-4 py-[12vh]">
      <div className="flex justify-center">
        <Wordmark />
      </div>
      <StatePanel
        icon={DoorClosed}
        level={1}
        title="You are not a member any more"
        actions={
          <>
            <Button
              onClick={() => void queryClient.invalidateQueries({ queryKey: queries.me.queryKey })}
            >
              Check again
            </Button>
            <Button busy={busy} onClick={() => signOut("local")}>
              Sign out
            </Button>
          </>
        }
      >
        <p>
          {email} belongs to no organization. Your leads went back to your team. To come back, ask
          an admin there to invite you.
        </p>
      </StatePanel>
    </main>
  );
}

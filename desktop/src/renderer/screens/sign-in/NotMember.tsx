import { useQueryClient } from "@tanstack/react-query";
import { DoorClosed } from "lucide-react";
import type { Me } from "#shared/account";
import { queries } from "../../api/queries.ts";
import { useSignOut } from "../../app/useSignOut.ts";
import { Button } from "../../ui/Button.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { Wordmark } from "../../ui/Wordmark.tsx";

/** For somebody whose membership has ended: the account stands, the organisation does not open. */
export function NotMember({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const { busy, signOut } = useSignOut(me.user.id);
  const ask = me.formerly?.ask ?? [];
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
          {me.formerly
            ? `Your account at ${me.formerly.organizationName} was deactivated.`
            : `${me.user.email} belongs to no organization.`}{" "}
          Your leads went back to your team; your calls stay under your name.
        </p>
        <p className="mt-2">
          To come back, ask {ask.length === 0 ? "an admin there." : "one of the admins:"}
        </p>
        {ask.length > 0 && (
          <ul className="mt-1">
            {ask.map(({ fullName, email }) => (
              <li key={email}>
                {fullName}, <span className="text-ink select-all">{email}</span>
              </li>
            ))}
          </ul>
        )}
      </StatePanel>
    </main>
  );
}

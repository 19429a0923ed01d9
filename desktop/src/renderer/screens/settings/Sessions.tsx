import { useSignedIn } from "../../app/SignedIn.ts";
import { useSignOut } from "../../app/useSignOut.ts";
import { useWaitingCalls } from "../../dial/dialStore.ts";
import { countOf } from "../../format/formatCount.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";

/** The ways out, here and everywhere. */
export function Sessions() {
  const { user } = useSignedIn();
  const { busy, signOut } = useSignOut(user.id);
  const waiting = useWaitingCalls((calls) => calls.length);
  return (
    <Card title="Sessions">
      <div className="flex flex-wrap items-center gap-2 p-4">
        <Button busy={busy} onClick={() => signOut("local")}>
          Sign out
        </Button>
        <Button disabled={busy} onClick={() => signOut("global")}>
          Sign out everywhere
        </Button>
        {waiting > 0 && (
          <p className="w-full text-small text-warn">
            {countOf(waiting, "call is", "calls are")} not saved yet. They stay on this computer and
            are sent when you sign in here again.
          </p>
        )}
      </div>
    </Card>
  );
}

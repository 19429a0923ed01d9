import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { callApi } from "../../api/callApi.ts";
import { linkTokenFrom } from "../../app/linkTokenFrom.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Gate } from "../../ui/Gate.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { JoinAsNew } from "./JoinAsNew.tsx";
import { JoinWithAccount } from "./JoinWithAccount.tsx";

/** Behind a mailed invitation: who invites, into what, as what; name and password, and in. */
export function InviteScreen() {
  const [hasAccount, setHasAccount] = useState(false);
  const token = linkTokenFrom(useLocation({ select: (location) => location.hash }));
  const preview = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) =>
      callApi("previewInvitation", { body: { token: token ?? "" } }, { signal }),
    enabled: token !== undefined,
    staleTime: Infinity,
  });
  if (token === undefined)
    return (
      <Gate title="This link is not whole">
        <p className="text-ink-muted">
          Part of it was lost on the way. Copy all of it from the mail, or ask whoever invited you
          for a new one.
        </p>
      </Gate>
    );
  if (preview.isError)
    return (
      <Gate title="This invitation cannot be taken">
        <ErrorNotice error={preview.error} className="mb-4" />
        <div className="flex gap-2">
          <Button onClick={() => void preview.refetch()}>Try again</Button>
          <Link to="/sign-in" className={buttonClass("quiet")}>
            Sign in
          </Link>
        </div>
      </Gate>
    );
  if (!preview.isSuccess)
    return (
      <Gate title="Looking at your invitation…">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-16" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
        </div>
      </Gate>
    );
  const join = { token, preview: preview.data };
  return hasAccount ? (
    <JoinWithAccount {...join} />
  ) : (
    <JoinAsNew {...join} onAccountFound={() => setHasAccount(true)} />
  );
}

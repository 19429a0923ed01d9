import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { toast } from "sonner";
import type { Answer, Api } from "#shared/api";
import { AppError } from "#shared/errors";
import { wordsFor } from "../api/errorWords.ts";
import { queries } from "../api/queries.ts";
import { forgetMe } from "../api/rememberMe.ts";
import { onSignedOut } from "../api/signedOut.ts";
import { startDialing } from "../dial/dialStore.ts";
import { followChanges } from "../live/followChanges.ts";
import { lineStands } from "../live/liveLine.ts";
import { host } from "../host/host.ts";
import { formatPhone } from "../format/formatPhone.ts";
import { NotMember } from "../screens/sign-in/NotMember.tsx";
import { Frame } from "./Frame.tsx";
import { SignedInContext, type SignedIn } from "./SignedIn.ts";

/** All that needs a session: who is in, the dial session, and what happens when the session ends. */
export function SignedInLayout() {
  const { data: me } = useQuery(queries.me);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const userId = me?.user.id;
  const organizationId = me?.membership?.organization.id;

  useEffect(
    () =>
      onSignedOut(() => {
        forgetMe();
        queryClient.removeQueries({ queryKey: queries.me.queryKey });
        void navigate({ to: "/sign-in", search: { next: router.state.location.href } });
      }),
    [navigate, queryClient, router],
  );

  useEffect(() => {
    if (userId === undefined) return undefined;
    return startDialing(userId, {
      placeCall: (phone) => void handOver(phone),
      onSaved: ({ call }) => {
        // A look at a queue from before the call still has its lead.
        if (call.outcome !== null)
          queryClient.setQueriesData<Answer<Api["getQueue"]>>(
            { queryKey: ["queue"] },
            (queue) => queue && { leads: queue.leads.filter(({ id }) => id !== call.leadId) },
          );
        // Told like everybody else.
        if (lineStands()) return;
        // Notes on their way change nothing that is counted.
        const refetchType = call.outcome === null ? "none" : "active";
        for (const queryKey of [
          ["lists"],
          ["calls"],
          ["day-numbers"],
          ["lead", call.leadId],
          ["leads"],
          ["tasks"],
        ])
          void queryClient.invalidateQueries({ queryKey, refetchType });
      },
      onNotAdmitted: (leadName, code) => {
        toast.error(`The call to ${leadName} did not begin.`, {
          description: wordsFor(new AppError(code)).title,
        });
        void queryClient.invalidateQueries({ queryKey: ["lead"] });
      },
      onRefused: () => void queryClient.invalidateQueries({ queryKey: queries.me.queryKey }),
    });
  }, [userId, queryClient]);

  useEffect(() => {
    if (userId === undefined || organizationId === undefined) return undefined;
    return followChanges(queryClient, userId);
  }, [userId, organizationId, queryClient]);

  const signedIn = useMemo<SignedIn | null>(
    () => (me?.membership ? { user: me.user, ...me.membership } : null),
    [me],
  );
  if (!me) return null;
  if (!signedIn) return <NotMember me={me} />;
  return (
    <SignedInContext value={signedIn}>
      <Frame />
    </SignedInContext>
  );
}

async function handOver(phone: string): Promise<void> {
  if (await host.dial(phone)) return;
  toast.warning("No app on this computer took the call", {
    description: `Dial ${formatPhone(phone)} by hand; the call here goes on.`,
  });
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { toast } from "sonner";
import type { Answer, Api } from "#shared/api";
import { AppError } from "#shared/errors";
import { wordsFor } from "../api/errorWords.ts";
import { queries } from "../api/queries.ts";
import { forgetMe } from "../api/rememberMe.ts";
import { onSignedOut } from "../api/signedOut.ts";
import { startDialing } from "../dial/dialStore.ts";
import { followChanges, type ChangesFollowed } from "../live/followChanges.ts";
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
  const changes = useRef<ChangesFollowed>(null);

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
        if (call.outcome === null) {
          // Notes on their way change nothing that is counted: seen where somebody looks anew.
          for (const queryKey of [["calls"], ["day-numbers"], ["lead", call.leadId]])
            void queryClient.invalidateQueries({ queryKey, refetchType: "none" });
          return;
        }
        // A look at a queue from before the call still has its lead.
        queryClient.setQueriesData<Answer<Api["getQueue"]>>(
          { queryKey: ["queue"] },
          (queue) => queue && { leads: queue.leads.filter(({ id }) => id !== call.leadId) },
        );
        void queryClient.invalidateQueries({
          queryKey: ["queue"],
          predicate: ({ state }) => state.data === undefined,
        });
        changes.current?.ownCallSaved(call.leadId);
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
    const followed = followChanges(queryClient, userId);
    changes.current = followed;
    return () => {
      changes.current = null;
      followed.stop();
    };
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

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { callApi } from "../api/callApi.ts";
import { wordsFor } from "../api/errorWords.ts";
import { forgetMe } from "../api/rememberMe.ts";
import { dispatch, forgetSession, useDial, useWaitingCalls } from "../dial/dialStore.ts";
import { sessionPlace } from "../screens/dial/sessionPlace.ts";
import { countOf } from "../format/formatCount.ts";

/** How long signing out waits for the last calls to be saved (ms). */
const SAVE_CALLS_MS = 4_000;

/**
 * Signs the person out, here or everywhere, and forgets what was on the screen. Not out of a running call:
 * it would stay without an end. Calls that cannot be saved now stay on this computer.
 */
export function useSignOut(userId: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const signOut = async (scope: "local" | "global") => {
    const state = useDial.getState();
    if (state.kind === "calling") {
      toast.warning(`You are in a call with ${state.call.lead.name}`, {
        description: "End it with its outcome, then sign out.",
        action: {
          label: "Go to the call",
          onClick: () => void navigate(sessionPlace(state.session)),
        },
      });
      return;
    }
    setBusy(true);
    // What the session holds is free for the colleagues.
    dispatch({ kind: "close" });
    const unsaved = await callsLeft();
    try {
      await callApi("logout", { query: { scope } });
      forgetMe();
      forgetSession(userId);
      await navigate({ to: "/sign-in" });
      queryClient.clear();
      if (unsaved > 0)
        toast.warning(`${countOf(unsaved, "call is", "calls are")} not saved yet`, {
          description: "They stay on this computer and are sent when you sign in here again.",
          duration: 10_000,
        });
    } catch (error) {
      const words = wordsFor(error);
      toast.error(words.title, { description: `You are still signed in. ${words.action}` });
    } finally {
      setBusy(false);
    }
  };
  return { busy, signOut: (scope: "local" | "global") => void signOut(scope) };
}

/** How many calls are still not saved when all are, or time is up. */
function callsLeft(): Promise<number> {
  const count = () => useWaitingCalls.getState().filter(({ refused }) => refused === null).length;
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      unwatch();
      resolve(count());
    };
    const timer = setTimeout(stop, count() === 0 ? 0 : SAVE_CALLS_MS);
    const unwatch = useWaitingCalls.subscribe(() => {
      if (count() === 0) stop();
    });
  });
}

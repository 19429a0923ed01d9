import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { callApi } from "../api/callApi.ts";
import { wordsFor } from "../api/errorWords.ts";
import { forgetMe } from "../api/rememberMe.ts";
import { dispatch, forgetSession } from "../dial/dialStore.ts";

/** Signs the person out, here or everywhere, and forgets what was on the screen. */
export function useSignOut(userId: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const signOut = async (scope: "local" | "global") => {
    setBusy(true);
    // What the session holds is free for the colleagues.
    dispatch({ kind: "close" });
    try {
      await callApi("logout", { query: { scope } });
      forgetMe();
      forgetSession(userId);
      await navigate({ to: "/sign-in" });
      queryClient.clear();
    } catch (error) {
      const words = wordsFor(error);
      toast.error(words.title, { description: `You are still signed in. ${words.action}` });
    } finally {
      setBusy(false);
    }
  };
  return { busy, signOut: (scope: "local" | "global") => void signOut(scope) };
}

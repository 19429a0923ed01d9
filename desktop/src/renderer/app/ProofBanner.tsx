import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { toast } from "sonner";
import { callApi } from "../api/callApi.ts";
import { wordsFor } from "../api/errorWords.ts";
import { Button } from "../ui/Button.tsx";
import { useSignedIn } from "./SignedIn.ts";

/** Asks for the proof of the address until it is there. */
export function ProofBanner() {
  const { user } = useSignedIn();
  const send = useMutation({
    mutationFn: () => callApi("resendVerification", {}),
    onSuccess: () => toast.success("Sent", { description: `Look for our mail to ${user.email}.` }),
    onError: (error) => {
      const words = wordsFor(error);
      toast.error(words.title, { description: words.action });
    },
  });
  if (user.addressProven) return null;
  return (
    <section
      aria-label="Confirm your address"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-1.5"
    >
      <MailCheck aria-hidden size={16} className="shrink-0 text-warn" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">Confirm your address to call.</span>{" "}
        <span className="text-ink-muted">
          We sent a link to {user.email}. Until then you can look around and practice.
        </span>
      </p>
      <Button busy={send.isPending} className="h-7" onClick={() => send.mutate()}>
        Send again
      </Button>
    </section>
  );
}

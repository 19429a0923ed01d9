import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useEffect } from "react";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { host } from "../../host/host.ts";
import { Gate } from "../../ui/Gate.tsx";
import { BackToApp } from "./BackToApp.tsx";

/**
 * Where Stripe leads after a payment. Whoever bought here, or in the app that this address was handed to, goes on to
 * Billing, after Stripe was asked; whoever bought in the app and pays in a browser is led back to the app.
 */
export function ReturnScreen() {
  const { session, from } = useSearch({ from: "/billing/return" });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useQuery({ ...queries.me, retry: false });
  const isHere = host.kind === "desktop" || (from === undefined && me.isSuccess);
  const { mutate } = useMutation({
    mutationFn: () => callApi("refreshBilling", {}),
    onSuccess: (billing) => queryClient.setQueryData(queries.billing.queryKey, billing),
    // Where Stripe does not answer, Billing shows what is known and hears the rest by itself.
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: queries.me.queryKey });
      void navigate({ to: "/billing", replace: true });
    },
  });
  useEffect(() => {
    if (isHere) mutate();
  }, [isHere, mutate]);
  if (isHere || (me.isPending && from === undefined))
    return (
      <Gate title="Thank you">
        <output className="text-ink-muted">One moment: we look how it stands at Stripe…</output>
      </Gate>
    );
  const link = new URLSearchParams(session === undefined ? {} : { session });
  return (
    <Gate title="Thank you">
      <p className="mb-5 flex items-start gap-2">
        <CircleCheck aria-hidden size={20} className="shrink-0 text-accent-text" />
        <span>Your payment is with Stripe. It shows in SalesPulse in a moment.</span>
      </p>
      <BackToApp link={`salespulse://billing/return?${link}`} />
    </Gate>
  );
}

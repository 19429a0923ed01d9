import { Navigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { host } from "../../host/host.ts";
import { Gate } from "../../ui/Gate.tsx";
import { BackToApp } from "./BackToApp.tsx";
import { stopAwaiting } from "./paymentPage.ts";

/** Where Stripe leads when somebody turns back before they have paid. */
export function CancelledScreen() {
  const { from } = useSearch({ from: "/billing/cancelled" });
  useEffect(stopAwaiting, []);
  if (host.kind === "desktop" || from === undefined) return <Navigate to="/billing" replace />;
  return (
    <Gate title="Nothing was bought">
      <p className="mb-5 text-ink-muted">
        You turned back before paying. Everything stays as it is.
      </p>
      <BackToApp link="salespulse://billing/cancelled" />
    </Gate>
  );
}

import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import type { Billing } from "#shared/billing";
import { buttonClass, type ButtonLook } from "../../ui/buttonClass.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { awaitPayment } from "./paymentPage.ts";

/** The way to a page where something is paid, in the browser; this window waits for what comes of it. */
export function PaymentLink({
  url,
  billing,
  look = "primary",
  className,
  children,
}: {
  url: string;
  billing: Billing;
  look?: ButtonLook;
  className?: string;
  children: ReactNode;
}) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className={joinClasses(buttonClass(look), className)}
      onClick={() => awaitPayment(url, billing)}
    >
      {children} <ExternalLink aria-hidden size={14} />
    </a>
  );
}

import { Mail } from "lucide-react";
import type { Billing } from "#shared/billing";
import { host } from "../../host/host.ts";
import { buttonClass } from "../../ui/buttonClass.ts";
import { joinClasses } from "../../ui/joinClasses.ts";

/** Begins a mail to whom terms of one's own are agreed with. Nothing where nobody is named. */
export function WriteToUs({
  billing,
  subject,
  className,
}: {
  billing: Pick<Billing, "plans">;
  subject: string;
  className?: string;
}) {
  const contact = billing.plans.find((plan) => plan.contact !== null)?.contact;
  if (contact == null) return null;
  const url = `mailto:${contact}?subject=${encodeURIComponent(subject)}`;
  return (
    <a
      href={url}
      title={contact}
      className={joinClasses(buttonClass("secondary"), className)}
      onClick={(event) => {
        event.preventDefault();
        void host.openPage(url);
      }}
    >
      <Mail aria-hidden size={14} /> Write to us
    </a>
  );
}

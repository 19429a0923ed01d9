import { DeliveriesSummaryCard } from "./DeliveriesSummaryCard.tsx";
import { MailsCard } from "./MailsCard.tsx";
import { WebhooksCard } from "./WebhooksCard.tsx";

/** How mails and webhooks fare: of the caller's organisation, or of the whole service. */
function Deliveries({ wholeService }: { wholeService: boolean }) {
  return (
    <>
      <DeliveriesSummaryCard wholeService={wholeService} />
      <MailsCard wholeService={wholeService} />
      <WebhooksCard wholeService={wholeService} />
    </>
  );
}

/** The organisation's, for its admins. */
export function OrganizationDeliveries() {
  return <Deliveries wholeService={false} />;
}

/** Those of the whole service, for operators. */
export function ServiceDeliveries() {
  return <Deliveries wholeService />;
}

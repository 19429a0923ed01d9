import { useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useSignedIn } from "../../app/SignedIn.ts";
import { ServiceAlerts } from "../deliveries/Alerts.tsx";
import { ServiceDeliveries } from "../deliveries/Deliveries.tsx";
import { SectionedPage } from "../sections/SectionedPage.tsx";
import { ServiceFlagsSection } from "../flags/ServiceFlagsSection.tsx";
import { Organizations } from "./Organizations.tsx";
import { Prices } from "./Prices.tsx";
import { ServiceSettings } from "./ServiceSettings.tsx";
import { ServiceAuditSection } from "./ServiceAuditSection.tsx";
import { type OperatorPath, operatorSections } from "./sections.ts";

const CONTENTS: Record<OperatorPath, ComponentType> = {
  organizations: Organizations,
  flags: ServiceFlagsSection,
  prices: Prices,
  service: ServiceSettings,
  deliveries: ServiceDeliveries,
  alerts: ServiceAlerts,
  audit: ServiceAuditSection,
};

/** What operators do for the whole service. */
export function OperatorScreen() {
  const signedIn = useSignedIn();
  const { section: path } = useParams({ from: "/framed/operator/$section" });
  return (
    <SectionedPage
      title="Operator"
      to="/operator/$section"
      path={path}
      sections={operatorSections(signedIn)}
      contents={CONTENTS}
    />
  );
}

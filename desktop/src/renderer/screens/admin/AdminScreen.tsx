import { useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useSignedIn } from "../../app/SignedIn.ts";
import { FlagsSection } from "../flags/FlagsSection.tsx";
import { OrganizationAlerts } from "../deliveries/Alerts.tsx";
import { OrganizationDeliveries } from "../deliveries/Deliveries.tsx";
import { DoNotCallSettings } from "../playbook/DoNotCallSettings.tsx";
import { GoalsSettings } from "../playbook/GoalsSettings.tsx";
import { LinesSettings } from "../playbook/LinesSettings.tsx";
import { ObjectionsSettings } from "../playbook/ObjectionsSettings.tsx";
import { OutcomesEditor } from "../playbook/outcomes/OutcomesEditor.tsx";
import { ScriptsSettings } from "../playbook/scripts/ScriptsSettings.tsx";
import { SectionedPage } from "../sections/SectionedPage.tsx";
import { DataSection } from "./data/DataSection.tsx";
import { AuditSection } from "./AuditSection.tsx";
import { MembersSection } from "./members/MembersSection.tsx";
import { adminSections, type AdminPath } from "./sections.ts";

const CONTENTS: Record<AdminPath, ComponentType> = {
  members: MembersSection,
  audit: AuditSection,
  outcomes: OutcomesEditor,
  scripts: ScriptsSettings,
  objections: ObjectionsSettings,
  lines: LinesSettings,
  goals: GoalsSettings,
  "do-not-call": DoNotCallSettings,
  flags: FlagsSection,
  data: DataSection,
  deliveries: OrganizationDeliveries,
  alert: OrganizationAlerts,
};

/** What managers and admins do for their organisation. */
export function AdminScreen() {
  const signedIn = useSignedIn();
  const { section: path } = useParams({ from: "/framed/admin/$section" });
  return (
    <SectionedPage
      title="Admin"
      to="/admin/$section"
      path={path}
      sections={adminSections(signedIn)}
      contents={CONTENTS}
    />
  );
}

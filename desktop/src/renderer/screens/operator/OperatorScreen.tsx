import { useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useSignedIn } from "../../app/SignedIn.ts";
import { SectionedPage } from "../sections/SectionedPage.tsx";
import { ServiceFlagsSection } from "../flags/ServiceFlagsSection.tsx";
import { type OperatorPath, operatorSections } from "./sections.ts";

const CONTENTS: Record<OperatorPath, ComponentType> = {
  flags: ServiceFlagsSection,
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

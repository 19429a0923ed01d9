import { useParams } from "@tanstack/react-router";
import { useSignedIn } from "../../app/SignedIn.ts";
import { SectionedPage } from "../sections/SectionedPage.tsx";
import { operatorSections } from "./sections.ts";

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
      contents={{}}
    />
  );
}

import { useSearch } from "@tanstack/react-router";
import { OrganizationPage } from "./OrganizationPage.tsx";
import { OrganizationsList } from "./OrganizationsList.tsx";

/** All organizations, or the one that the address names. */
export function Organizations() {
  const { organization } = useSearch({ from: "/framed/operator/$section" });
  return organization === undefined ? (
    <OrganizationsList />
  ) : (
    <OrganizationPage key={organization} organizationId={organization} />
  );
}

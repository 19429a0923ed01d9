import { useQuery } from "@tanstack/react-query";
import { useSignedIn } from "../../app/SignedIn.ts";
import { host } from "../../host/host.ts";
import { FeaturesCard } from "./FeaturesCard.tsx";
import { OrganizationForm } from "./OrganizationForm.tsx";
import { ProfileForm } from "./ProfileForm.tsx";

/** The person, for admins their organisation, and which version this is. */
export function Profile() {
  const { role } = useSignedIn();
  const version = useQuery({
    queryKey: ["version"],
    queryFn: () => host.version(),
    staleTime: Infinity,
  });
  return (
    <>
      <ProfileForm />
      {role === "admin" && <OrganizationForm />}
      <FeaturesCard />
      {typeof version.data === "string" && (
        <p className="text-small text-ink-muted">SalesPulse {version.data}</p>
      )}
    </>
  );
}

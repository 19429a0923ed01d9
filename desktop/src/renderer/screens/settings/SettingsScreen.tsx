import { useQuery } from "@tanstack/react-query";
import { useSignedIn } from "../../app/SignedIn.ts";
import { host } from "../../host/host.ts";
import { Page } from "../../ui/Page.tsx";
import { Appearance } from "./Appearance.tsx";
import { OrganizationForm } from "./OrganizationForm.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { Sessions } from "./Sessions.tsx";

/** The person, how SalesPulse looks to them, their organisation, the ways out. */
export function SettingsScreen() {
  const { role } = useSignedIn();
  const version = useQuery({
    queryKey: ["version"],
    queryFn: () => host.version(),
    staleTime: Infinity,
  });
  return (
    <Page title="Settings" narrow>
      <div className="flex flex-col gap-5">
        <ProfileForm />
        <Appearance />
        {role === "admin" && <OrganizationForm />}
        <PasswordForm />
        <Sessions />
        {typeof version.data === "string" && (
          <p className="text-small text-ink-muted">SalesPulse {version.data}</p>
        )}
      </div>
    </Page>
  );
}

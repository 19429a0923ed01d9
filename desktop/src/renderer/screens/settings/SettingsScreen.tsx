import { Navigate, useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useSignedIn } from "../../app/SignedIn.ts";
import { adminSections } from "../admin/sections.ts";
import { DoNotCallSettings } from "../playbook/DoNotCallSettings.tsx";
import { SectionedPage } from "../sections/SectionedPage.tsx";
import { Appearance } from "./Appearance.tsx";
import { CallPlacement } from "./CallPlacement.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { Profile } from "./Profile.tsx";
import { settingsSections, type SettingsPath } from "./sections.ts";
import { Sessions } from "./Sessions.tsx";

const CONTENTS: Record<SettingsPath, ComponentType> = {
  profile: Profile,
  appearance: Appearance,
  calls: CallPlacement,
  password: PasswordForm,
  sessions: Sessions,
  "do-not-call": DoNotCallSettings,
};

/** The person's own settings. What managers prepare for everyone once stood here: old addresses lead to it. */
export function SettingsScreen() {
  const signedIn = useSignedIn();
  const { section: path } = useParams({ from: "/framed/settings/$section" });
  const sections = settingsSections(signedIn);
  const isAnothers = !sections.some((each) => each.path === path);
  if (isAnothers && adminSections(signedIn).some((each) => each.path === path))
    return (
      <Navigate
        to="/admin/$section"
        params={{ section: path }}
        search={(search) => search}
        replace
      />
    );
  return (
    <SectionedPage
      title="Settings"
      to="/settings/$section"
      path={path}
      sections={sections}
      contents={CONTENTS}
    />
  );
}

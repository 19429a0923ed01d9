import { Link, Navigate, useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useSignedIn } from "../../app/SignedIn.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Page } from "../../ui/Page.tsx";
import { Appearance } from "./Appearance.tsx";
import { CallPlacement } from "./CallPlacement.tsx";
import { DoNotCallSettings } from "./DoNotCallSettings.tsx";
import { GoalsSettings } from "./GoalsSettings.tsx";
import { LinesSettings } from "./LinesSettings.tsx";
import { ObjectionsSettings } from "./ObjectionsSettings.tsx";
import { OutcomesEditor } from "./outcomes/OutcomesEditor.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { Profile } from "./Profile.tsx";
import { ScriptsSettings } from "./scripts/ScriptsSettings.tsx";
import { SECTION_GROUPS, sectionsFor, type SectionPath } from "./sections.ts";
import { Sessions } from "./Sessions.tsx";

const CONTENTS: Record<SectionPath, ComponentType> = {
  profile: Profile,
  appearance: Appearance,
  calls: CallPlacement,
  password: PasswordForm,
  sessions: Sessions,
  outcomes: OutcomesEditor,
  scripts: ScriptsSettings,
  objections: ObjectionsSettings,
  lines: LinesSettings,
  goals: GoalsSettings,
  "do-not-call": DoNotCallSettings,
};

/** The settings, one section at a time: the person's own, and what is set for everyone who dials. */
export function SettingsScreen() {
  const { role } = useSignedIn();
  const { section: path } = useParams({ from: "/framed/settings/$section" });
  const sections = sectionsFor(role);
  const section = sections.find((each) => each.path === path);
  if (!section) return <Navigate to="/settings/$section" params={{ section: "profile" }} replace />;
  const Content = CONTENTS[section.path];
  return (
    <Page title="Settings">
      <div className="grid items-start gap-6 lg:grid-cols-[176px_minmax(0,1fr)]">
        <nav
          aria-label="Settings"
          className="flex flex-wrap gap-x-6 gap-y-3 lg:sticky lg:top-0 lg:flex-col"
        >
          {SECTION_GROUPS.map((group) => {
            const shown = sections.filter((each) => each.group === group);
            return shown.length === 0 ? null : (
              <div key={group}>
                <p className="mb-1 px-2.5 text-small text-ink-muted">{group}</p>
                <ul className="flex flex-wrap gap-0.5 lg:flex-col">
                  {shown.map((each) => (
                    <li key={each.path}>
                      <Link
                        to="/settings/$section"
                        params={{ section: each.path }}
                        className="flex h-8 items-center rounded-md px-2.5 text-ink-muted hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent-text"
                      >
                        {each.label}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            );
          })}
        </nav>
        <div
          key={section.path}
          className={joinClasses(
            "flex min-w-0 flex-col gap-5",
            section.group === "You" && "max-w-2xl",
          )}
        >
          <Content />
        </div>
      </div>
    </Page>
  );
}

import { Link, Navigate } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Page } from "../../ui/Page.tsx";
import type { Section } from "./Section.ts";

/** A place in sections, one at a time: the way between them, and the one that the address names. */
export function SectionedPage<Path extends string>({
  title,
  to,
  path,
  sections,
  contents,
}: {
  title: string;
  to: "/settings/$section" | "/admin/$section" | "/operator/$section";
  /** The address's last part; what names no section leads to the first. */
  path: string;
  /** What the person may open. */
  sections: readonly Section<Path>[];
  contents: Readonly<Record<Path, ComponentType>>;
}) {
  const [first] = sections;
  if (!first) return <Navigate to="/today" replace />;
  const section = sections.find((each) => each.path === path);
  if (!section) return <Navigate to={to} params={{ section: first.path }} replace />;
  const groups = [...new Set(sections.map(({ group }) => group))];
  const Content: ComponentType = contents[section.path];
  return (
    <Page title={title}>
      <div className="grid items-start gap-6 lg:grid-cols-[176px_minmax(0,1fr)]">
        <nav
          aria-label={title}
          className="flex flex-wrap gap-x-6 gap-y-3 lg:sticky lg:top-0 lg:flex-col"
        >
          {groups.map((group) => (
            <div key={group}>
              <p className="mb-1 px-2.5 text-small text-ink-muted">{group}</p>
              <ul className="flex flex-wrap gap-0.5 lg:flex-col">
                {sections
                  .filter((each) => each.group === group)
                  .map((each) => (
                    <li key={each.path}>
                      <Link
                        to={to}
                        params={{ section: each.path }}
                        className="flex h-8 items-center rounded-md px-2.5 text-ink-muted hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent-text"
                      >
                        {each.label}
                      </Link>
                    </li>
                  ))}
              </ul>
            </div>
          ))}
        </nav>
        <div
          key={section.path}
          className={joinClasses("flex min-w-0 flex-col gap-5", section.narrow && "max-w-2xl")}
        >
          <Content />
        </div>
      </div>
    </Page>
  );
}

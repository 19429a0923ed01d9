import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileText, Plus } from "lucide-react";
import { parseScript } from "#shared/script";
import { countOf } from "../../../format/formatCount.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import type { ButtonLook } from "../../../ui/buttonClass.ts";
import { Card } from "../../../ui/Card.tsx";
import { StatePanel } from "../../../ui/StatePanel.tsx";
import { WithPlaybook } from "../WithPlaybook.tsx";
import { ScriptEditor } from "./ScriptEditor.tsx";

/** The scripts, and one of them to be written where the address names it. */
export function ScriptsSettings() {
  const { item } = useSearch({ from: "/framed/admin/$section" });
  const navigate = useNavigate();
  const open = (id: string) =>
    void navigate({
      to: "/admin/$section",
      params: { section: "scripts" },
      search: { item: id },
    });
  return (
    <WithPlaybook>
      {({ scripts }) => {
        if (item !== undefined)
          return (
            <ScriptEditor
              key={item}
              scriptId={item}
              script={scripts.find((script) => script.id === item)}
            />
          );
        const add = (look: ButtonLook) => (
          <Button look={look} className="h-7" onClick={() => open(crypto.randomUUID())}>
            <Plus aria-hidden size={14} /> New script
          </Button>
        );
        if (scripts.length === 0)
          return (
            <StatePanel icon={FileText} title="No scripts yet" actions={add("primary")}>
              A script stands beside the call: what to say, and where to go on by what the lead
              answers. Lists choose theirs.
            </StatePanel>
          );
        return (
          <Card title="Scripts" aside={<div className="-mr-2">{add("quiet")}</div>}>
            <ul>
              {scripts.map((script) => {
                const { sections, problems } = parseScript(script.text);
                return (
                  <li key={script.id} className="border-b border-line last:border-0">
                    <Link
                      to="/admin/$section"
                      params={{ section: "scripts" }}
                      search={{ item: script.id }}
                      className="flex h-11 items-center gap-3 px-4 hover:bg-hover"
                    >
                      <span className="min-w-0 flex-1 truncate font-medium">{script.name}</span>
                      {problems.length > 0 && (
                        <Badge tone="warn">{countOf(problems.length, "thing")} to mend</Badge>
                      )}
                      <span className="text-small text-ink-muted">
                        {countOf(sections.length, "section")}
                      </span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          </Card>
        );
      }}
    </WithPlaybook>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Plus, Smartphone } from "lucide-react";
import { useState } from "react";
import type { Line } from "#shared/playbook";
import { queries } from "../../api/queries.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import type { ButtonLook } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { LineForm } from "./LineForm.tsx";
import { WithPlaybook } from "./WithPlaybook.tsx";

/** The organisation's SIM lines: the numbers under which calls are logged. */
export function LinesSettings() {
  const members = useQuery(queries.members);
  const [editing, setEditing] = useState<Line | null>(null);
  const nameOf = (userId: string) => {
    const member = members.data?.find((each) => each.userId === userId);
    return member ? member.fullName || member.email : "A former member";
  };
  const add = (look: ButtonLook) => (
    <Button
      look={look}
      className="h-7"
      onClick={() =>
        setEditing({
          id: crypto.randomUUID(),
          phone: "",
          label: "",
          userId: null,
          isActive: true,
        })
      }
    >
      <Plus aria-hidden size={14} /> Add a line
    </Button>
  );
  return (
    <WithPlaybook>
      {({ lines }) => (
        <>
          {lines.length === 0 ? (
            <StatePanel icon={Smartphone} title="No SIM lines yet" actions={add("primary")}>
              A line is a number of yours that calls are logged under. With several, the one nearest
              to the lead is proposed.
            </StatePanel>
          ) : (
            <Card title="SIM lines" aside={<div className="-mr-2">{add("quiet")}</div>}>
              <ul>
                {lines.map((line) => (
                  <li key={line.id} className="border-b border-line last:border-0">
                    <button
                      type="button"
                      className="flex min-h-11 w-full flex-wrap items-center gap-x-4 px-4 py-1.5 text-left hover:bg-hover"
                      onClick={() => setEditing(line)}
                    >
                      <span className="w-36 font-medium tabular-nums">
                        {formatPhone(line.phone)}
                      </span>
                      <span className="min-w-0 flex-1 truncate">{line.label}</span>
                      {!line.isActive && <Badge>Not in use</Badge>}
                      <span className="text-small text-ink-muted">
                        {line.userId === null ? "Anyone’s" : nameOf(line.userId)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
              <p className="border-t border-line px-4 py-3 text-small text-ink-muted">
                For each call the line with the lead’s own area code is proposed, else the one in
                the nearest state; between two, the rep’s own. Reps can choose another.
              </p>
            </Card>
          )}
          <Dialog
            open={editing !== null}
            onOpenChange={(open) => !open && setEditing(null)}
            title="SIM line"
          >
            {editing && (
              <LineForm
                line={editing}
                inUse={lines.filter(({ id, isActive }) => isActive && id !== editing.id).length}
                members={members.data ?? []}
                onDone={() => setEditing(null)}
              />
            )}
          </Dialog>
        </>
      )}
    </WithPlaybook>
  );
}

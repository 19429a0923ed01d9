import { MessageCircleQuestion, Plus } from "lucide-react";
import { useState } from "react";
import type { Objection } from "#shared/playbook";
import { Button } from "../../ui/Button.tsx";
import type { ButtonLook } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { ObjectionForm } from "./ObjectionForm.tsx";
import { WithPlaybook } from "./WithPlaybook.tsx";

/** Cards with answers to what leads say, found by typing here as in a call. */
export function ObjectionsSettings() {
  const [search, setSearch] = useState("");
  const [editing, setEditing] = useState<Objection | null>(null);
  const add = (look: ButtonLook) => (
    <Button
      look={look}
      className="h-7"
      onClick={() => setEditing({ id: crypto.randomUUID(), title: "", answer: "" })}
    >
      <Plus aria-hidden size={14} /> New card
    </Button>
  );
  return (
    <WithPlaybook>
      {({ objections }) => {
        const words = search.toLowerCase().split(/\s+/).filter(Boolean);
        const found = objections.filter(({ title, answer }) =>
          words.every((word) => `${title} ${answer}`.toLowerCase().includes(word)),
        );
        return (
          <>
            {objections.length === 0 ? (
              <StatePanel
                icon={MessageCircleQuestion}
                title="No objection cards yet"
                actions={add("primary")}
              >
                Write down what leads often say, and the answer that works. In a call a rep finds
                the card by typing a word of it.
              </StatePanel>
            ) : (
              <Card title="Objections" aside={<div className="-mr-2">{add("quiet")}</div>}>
                <div className="border-b border-line p-2">
                  <input
                    type="search"
                    aria-label="Search the cards"
                    placeholder="Search the cards"
                    className={`${inputClass} h-8`}
                    value={search}
                    onChange={(event) => setSearch(event.currentTarget.value)}
                  />
                </div>
                <ul>
                  {found.map((objection) => (
                    <li key={objection.id} className="border-b border-line last:border-0">
                      <button
                        type="button"
                        className="block w-full px-4 py-2 text-left hover:bg-hover"
                        onClick={() => setEditing(objection)}
                      >
                        <span className="block font-medium break-words">{objection.title}</span>
                        <span className="line-clamp-2 break-words text-ink-muted">
                          {objection.answer}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
                {found.length === 0 && (
                  <p className="px-4 py-6 text-ink-muted">No card says that.</p>
                )}
              </Card>
            )}
            <Dialog
              open={editing !== null}
              onOpenChange={(open) => !open && setEditing(null)}
              title="Objection"
              wide
            >
              {editing && (
                <ObjectionForm
                  objection={editing}
                  isNew={!objections.some(({ id }) => id === editing.id)}
                  onDone={() => setEditing(null)}
                />
              )}
            </Dialog>
          </>
        );
      }}
    </WithPlaybook>
  );
}

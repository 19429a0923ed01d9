import { Command } from "cmdk";
import { useRef, useState } from "react";
import { fieldsOfLead, fillFields } from "#shared/fillFields";
import type { Lead } from "#shared/leads";
import type { Objection } from "#shared/playbook";
import { useSignedIn } from "../../app/SignedIn.ts";
import { findObjections } from "../../dial/findObjections.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { inputClass } from "../../ui/inputClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";

/** Answers to what leads say, found by typing: arrows choose, Enter opens. */
export function Objections({ objections, lead }: { objections: readonly Objection[]; lead: Lead }) {
  const { user, organization } = useSignedIn();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [openId, setOpenId] = useState<string | null>(null);
  const found = findObjections(objections, typed);
  const open = found.find((each) => each.id === openId);
  const focus = () => input.current?.focus();
  useKeys("Objections", [
    { keys: "/", label: "Find an answer", run: focus },
    { keys: "o", label: "Find an answer", hidden: true, run: focus },
  ]);
  return (
    <section aria-label="Objections" className="border-b border-line px-2 pb-2">
      <Command label="Find an answer" shouldFilter={false} className="group">
        <div className="flex min-h-11 items-center gap-2 px-2">
          <h2 className="text-body">Objections</h2>
          <Kbd keys="/" />
          <Command.Input
            ref={input}
            value={typed}
            onValueChange={setTyped}
            placeholder="What they say…"
            className={`${inputClass} h-7 min-w-0 flex-1`}
          />
        </div>
        <Command.List label="Objections found" className="max-h-40 overflow-y-auto">
          <Command.Empty className="px-2 py-1 text-ink-muted">No answer to that yet.</Command.Empty>
          {found.map((objection) => (
            <Command.Item
              key={objection.id}
              value={objection.id}
              onSelect={() => setOpenId(objection.id)}
              className={`truncate rounded-sm px-2 py-1 hover:bg-hover group-focus-within:data-[selected=true]:bg-hover ${
                objection.id === openId ? "font-medium" : ""
              }`}
            >
              {objection.title}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
      {open && (
        <p
          aria-live="polite"
          className="mx-2 mt-1 rounded-md bg-accent-soft px-3 py-2 leading-5 break-words whitespace-pre-line"
        >
          {fillFields(
            open.answer,
            fieldsOfLead(lead, { name: user.fullName, organization: organization.name }),
          )}
        </p>
      )}
    </section>
  );
}

import { ChevronLeft } from "lucide-react";
import { useMemo, useState } from "react";
import { fieldsOfLead, fillFields } from "#shared/fillFields";
import type { Lead } from "#shared/leads";
import type { Script } from "#shared/playbook";
import { parseScript } from "#shared/script";
import { useSignedIn } from "../../app/SignedIn.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";

/** What to say, section by section: what the lead answers leads on. It begins anew with each lead. */
export function ScriptGuide({ script, lead }: { script: Script; lead: Lead }) {
  const { user, organization } = useSignedIn();
  const { sections } = useMemo(() => parseScript(script.text), [script.text]);
  const [path, setPath] = useState<readonly string[]>([]);
  const values = fieldsOfLead(lead, { name: user.fullName, organization: organization.name });
  const section = sections.find(({ id }) => id === path.at(-1)) ?? sections[0];
  const branches = section?.branches ?? [];
  const back = () => setPath(path.slice(0, -1));
  useKeys("Script", [
    ...branches.slice(0, 9).map((branch, index) => ({
      keys: `b ${index + 1}`,
      label: `They say: ${fillFields(branch.label, values)}`,
      run: () => setPath([...path, branch.to]),
    })),
    { keys: "b b", label: "Section before", hidden: path.length === 0, run: back },
  ]);
  if (!section) return null;
  return (
    <section aria-label="Script" className="border-b border-line">
      <div className="flex min-h-11 items-center gap-2 px-4">
        <h2 className="min-w-0 flex-1 truncate text-body">
          {script.name}
          <span className="font-normal text-ink-muted"> · {section.name}</span>
        </h2>
        {path.length > 0 && (
          <Button look="quiet" className="-mr-2 h-7 px-2" onClick={back}>
            <ChevronLeft aria-hidden size={14} /> Back <Kbd keys="b b" />
          </Button>
        )}
      </div>
      <p aria-live="polite" className="px-4 pb-3 leading-5 break-words whitespace-pre-line">
        {fillFields(section.text, values)}
      </p>
      {branches.length > 0 && (
        <ul className="flex flex-col gap-1 px-4 pb-3">
          {branches.map((branch, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a script does not change while it is read
            <li key={index}>
              <button
                type="button"
                className={`${buttonClass("secondary")} h-auto min-h-8 w-full justify-start py-1 text-left whitespace-normal`}
                onClick={() => setPath([...path, branch.to])}
              >
                {index < 9 && <Kbd keys={`b ${index + 1}`} />}
                {fillFields(branch.label, values)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

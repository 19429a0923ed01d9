import { CornerDownRight } from "lucide-react";
import { useState } from "react";
import { fieldsOfLead, fillFields } from "#shared/fillFields";
import type { ParsedScript } from "#shared/script";
import { useSignedIn } from "../../../app/SignedIn.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";

const EXAMPLE = {
  name: "Ada Lindqvist",
  company: "Northwind",
  title: "COO",
  city: "San Francisco",
  state: "CA",
  phone: "+14155550142",
  custom: {},
};

/** A script as a rep sees it in a call with an example lead; its branches can be walked. */
export function ScriptPreview({ script }: { script: ParsedScript }) {
  const { user, organization } = useSignedIn();
  const [path, setPath] = useState<readonly string[]>([]);
  const values = fieldsOfLead(EXAMPLE, { name: user.fullName, organization: organization.name });
  const section =
    script.sections.find(({ id }) => id === path.at(-1)) ?? script.sections[0] ?? null;
  return (
    <Card
      title="As a rep sees it"
      aside={
        path.length > 0 && (
          <Button look="quiet" className="-mr-2 h-7" onClick={() => setPath(path.slice(0, -1))}>
            Back
          </Button>
        )
      }
    >
      {section ? (
        <div aria-live="polite" className="flex flex-col gap-3 p-4">
          <h3 className="text-small text-ink-muted">{section.name}</h3>
          <p className="break-words whitespace-pre-line">{fillFields(section.text, values)}</p>
          {section.branches.length > 0 && (
            <ul className="flex flex-col items-start gap-1.5">
              {section.branches.map(({ label, to }) => (
                <li key={`${label} ${to}`} className="max-w-full">
                  <Button className="max-w-full" onClick={() => setPath([...path, to])}>
                    <CornerDownRight aria-hidden size={14} className="shrink-0" />
                    <span className="truncate">{fillFields(label, values)}</span>
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      ) : (
        <p className="px-4 py-6 text-ink-muted">The script appears here as you write it.</p>
      )}
      <p className="border-t border-line px-4 py-2 text-small text-ink-muted">
        With {EXAMPLE.name} of {EXAMPLE.company} as the lead.
      </p>
    </Card>
  );
}

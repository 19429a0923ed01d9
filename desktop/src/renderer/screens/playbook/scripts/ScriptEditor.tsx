import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useRef, useState } from "react";
import type { Script } from "#shared/playbook";
import { parseScript } from "#shared/script";
import { callApi } from "../../../api/callApi.ts";
import { Button } from "../../../ui/Button.tsx";
import { buttonClass } from "../../../ui/buttonClass.ts";
import { Card } from "../../../ui/Card.tsx";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { FieldsHelp } from "../FieldsHelp.tsx";
import { LeaveGuard } from "../LeaveGuard.tsx";
import { useSave } from "../useSave.ts";
import { ScriptPreview } from "./ScriptPreview.tsx";
import { ScriptProblems } from "./ScriptProblems.tsx";

const FIRST_LINES = `# Opening
Hello {{first_name|there}}, this is {{rep_name}} from {{organization}}.
Do you have a minute?

> Yes -> Pitch
> No time -> Another time

# Pitch
…

# Another time
When would suit you better?
`;

/** Writes one script, with what the rep will see of it beside. Undefined: a new one under that id. */
export function ScriptEditor({
  scriptId,
  script,
}: {
  scriptId: string;
  script: Script | undefined;
}) {
  const navigate = useNavigate();
  const [saved, setSaved] = useState({ name: script?.name ?? "", text: script?.text ?? "" });
  const [name, setName] = useState(saved.name);
  const [text, setText] = useState(script ? script.text : FIRST_LINES);
  const [judged, setJudged] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const parsed = parseScript(text);
  const isNew = saved.name === "";
  const dirty = isNew
    ? name !== "" || text !== FIRST_LINES
    : name !== saved.name || text !== saved.text;

  const save = useSave(
    (body: { name: string; text: string }) => callApi("saveScript", { params: { scriptId }, body }),
    (answer) => {
      setSaved({ name: answer.name, text: answer.text });
      setName(answer.name);
      setText(answer.text);
    },
  );
  const remove = useSave(
    () => callApi("deleteScript", { params: { scriptId } }),
    () =>
      void navigate({
        to: "/admin/$section",
        params: { section: "scripts" },
        ignoreBlocker: true,
      }),
    "Deleted",
  );
  const goTo = (line: number) => {
    const lines = text.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  };

  return (
    <>
      <LeaveGuard dirty={dirty} />
      <div className="-mb-2">
        <Link
          to="/admin/$section"
          params={{ section: "scripts" }}
          className={`${buttonClass("quiet")} -ml-3`}
        >
          <ArrowLeft aria-hidden size={14} /> Scripts
        </Link>
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Card title={isNew ? "New script" : "Script"}>
          <form
            noValidate
            className="flex flex-col gap-4 p-4"
            onSubmit={(event) => {
              event.preventDefault();
              setJudged(true);
              if (name.trim() !== "") save.mutate({ name, text });
            }}
          >
            <TextField
              label="Name"
              maxLength={120}
              value={name}
              problem={judged && name.trim() === "" ? "must not be empty" : undefined}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextArea
              ref={area}
              label="Text"
              rows={18}
              maxLength={50_000}
              spellCheck
              inputClassName="font-mono"
              value={text}
              hint={
                <>
                  A line with <code className="font-mono"># Name</code> begins a section;{" "}
                  <code className="font-mono">&gt; What they say -&gt; Name</code> leads on to one.
                </>
              }
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <FieldsHelp />
            <ScriptProblems problems={parsed.problems} onGoTo={goTo} />
            <ErrorNotice error={save.error ?? remove.error} />
            <div className="flex gap-2">
              <Button type="submit" look="primary" busy={save.isPending} disabled={!dirty}>
                Save
              </Button>
              {!isNew && (
                <Button className="ml-auto" onClick={() => setDeleting(true)}>
                  Delete
                </Button>
              )}
            </div>
          </form>
        </Card>
        <ScriptPreview script={parsed} />
      </div>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete “${saved.name}”?`}
        description="Lists that use it are left without a script."
        action="Delete"
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
      />
    </>
  );
}

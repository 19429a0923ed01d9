import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { useId, useState, type ReactNode } from "react";
import type { DialMethod } from "../../../ipc/dialMethod.ts";
import { dialUrl } from "../../../ipc/dialUrl.ts";
import { useStoredValue } from "../../app/createStoredValue.ts";
import { dialMethod } from "../../app/preferences.ts";
import { isForBrowsers } from "../../host/dialInBrowser.ts";
import { host } from "../../host/host.ts";
import { Card } from "../../ui/Card.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { DialTest } from "./DialTest.tsx";

const EXAMPLE = "+14155550100";

/** How this computer places calls: which app gets the number, and in which form. Kept as soon as it is right. */
export function CallPlacement() {
  const saved = useStoredValue(dialMethod);
  const [kind, setKind] = useState(saved.kind);
  const [domain, setDomain] = useState(saved.kind === "sip" ? saved.domain : "");
  const [template, setTemplate] = useState(saved.kind === "template" ? saved.template : "");
  const chosen = methodOf(kind, domain, template);
  const problem = problemOf(chosen);
  const choose = (next: DialMethod) => {
    setKind(next.kind);
    if (problemOf(next) === null) dialMethod.set(next);
  };
  const shown = dialUrl(saved, EXAMPLE);

  return (
    <Card title="How calls are placed">
      <div className="flex flex-col gap-4 p-4">
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 text-ink-muted">
            SalesPulse hands the number to the phone app on this computer.
          </legend>
          <Way
            checked={kind === "tel"}
            label="The system’s phone app"
            note="Whatever opens tel: links here: a softphone, or your mobile beside it."
            onChoose={() => choose({ kind: "tel" })}
          />
          <Way
            checked={kind === "sip"}
            label="A SIP app"
            note="The number goes to your telephone system’s domain as a sip: address."
            onChoose={() => choose(methodOf("sip", domain, template))}
          >
            <TextField
              label="Domain"
              placeholder="sip.example.com"
              autoComplete="off"
              spellCheck={false}
              value={domain}
              problem={domain === "" ? undefined : (problem ?? undefined)}
              onChange={(event) => {
                setDomain(event.currentTarget.value);
                choose(methodOf("sip", event.currentTarget.value, template));
              }}
            />
          </Way>
          <Way
            checked={kind === "template"}
            label="An address of my own"
            note="For Zoom Phone, Teams, Dialpad, RingCentral, Webex, Jabber, or a page of your telephone system."
            onChoose={() => choose(methodOf("template", domain, template))}
          >
            <TextField
              label="Address"
              placeholder="zoomphonecall://{number}"
              autoComplete="off"
              spellCheck={false}
              className="[&_input]:font-mono"
              value={template}
              problem={template === "" ? undefined : (problem ?? undefined)}
              hint="{number} becomes the number with its plus, {digits} without it."
              onChange={(event) => {
                setTemplate(event.currentTarget.value);
                choose(methodOf("template", domain, event.currentTarget.value));
              }}
            />
          </Way>
        </fieldset>
        <p className="text-small text-ink-muted" aria-live="polite">
          {problem !== null && <span className="text-warn">Not in use yet. </span>}
          Calls go out as{" "}
          <code className="font-mono break-all text-ink">{"url" in shown ? shown.url : "–"}</code>
        </p>
        <DialTest
          parse={(text) => parsePhoneNumberFromString(text, "US")?.number ?? null}
          method={problem === null ? chosen : saved}
        />
      </div>
    </Card>
  );
}

/** One way to place calls; what it needs stands below it while it is chosen. */
function Way({
  checked,
  label,
  note,
  onChoose,
  children,
}: {
  checked: boolean;
  label: string;
  note: string;
  onChoose: () => void;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <div className="flex gap-3">
      <input
        type="radio"
        name="dial-method"
        id={id}
        aria-describedby={`${id}-note`}
        checked={checked}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        <p id={`${id}-note`} className="text-small text-ink-muted">
          {note}
        </p>
        {checked && children !== undefined && <div className="mt-2">{children}</div>}
      </div>
    </div>
  );
}

function methodOf(kind: DialMethod["kind"], domain: string, template: string): DialMethod {
  if (kind === "sip") return { kind, domain: domain.trim() };
  if (kind === "template") return { kind, template: template.trim() };
  return { kind };
}

/** What is wrong with a way to place calls on this computer, or null. */
function problemOf(method: DialMethod): string | null {
  const built = dialUrl(method, EXAMPLE);
  if ("problem" in built) return built.problem;
  if (host.kind === "browser" && !isForBrowsers(built.url))
    return "must begin with tel:, sip: or https: in a browser; the desktop app takes more";
  return null;
}

import { useState } from "react";
import type { DialMethod } from "../../../ipc/dialMethod.ts";
import { host } from "../../host/host.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";

/** 555-0100 to 555-0199 are kept for fiction in every US area code. */
const FICTIONAL = "(415) 555-0100";

/** Hands a number over as a call would, and says what was handed over. */
export function DialTest({
  method,
  parse,
}: {
  method: DialMethod;
  /** A number as typed in E.164, or null where it is none. */
  parse: (text: string) => string | null;
}) {
  const [text, setText] = useState(FICTIONAL);
  const [result, setResult] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();

  const test = async () => {
    const phone = parse(text);
    setProblem(phone === null ? "must be a phone number" : undefined);
    setResult(null);
    if (phone === null) return;
    const url = await host.handOver(phone, method);
    setResult(
      url === null
        ? "No app on this computer took it. Is the phone app installed, and does it open such links?"
        : `Handed over: ${url}. Your phone app should show the number now.`,
    );
  };

  return (
    <form
      noValidate
      className="border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        void test();
      }}
    >
      <div className="flex items-start gap-2">
        <TextField
          label="Test with"
          type="tel"
          autoComplete="off"
          className="w-72"
          value={text}
          problem={problem}
          hint={text === FICTIONAL ? "This number is fictional: nobody is called." : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" className="mt-6 h-9">
          Test
        </Button>
      </div>
      <output className="mt-2 block text-small break-words text-ink-muted">{result}</output>
    </form>
  );
}

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useSettled } from "../../app/useSettled.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { inputClass } from "../../ui/inputClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";

/** How long the typing rests before the Worker is asked (ms): shorter than a fast typist's pause between letters. */
const REST_MS = 50;

/** The search of the table, asked as it is typed. */
export function TableSearch({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const settled = useSettled(text.trim(), REST_MS);
  const input = useRef<HTMLInputElement>(null);
  /** What this field last told or was told: anything else came by the address. */
  const known = useRef(value);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (value === known.current) return;
    known.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (settled === known.current) return;
    known.current = settled;
    latest.current(settled);
  }, [settled]);
  useKeys("Leads", [
    { keys: "/", label: "Search", run: () => input.current?.focus() },
    {
      keys: "Escape",
      label: "Leave the search",
      whileTyping: true,
      run: () => input.current?.blur(),
    },
  ]);
  return (
    <div className="relative w-64 max-md:w-40 max-sm:w-full">
      <Search
        aria-hidden
        size={14}
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label="Search leads"
        placeholder="Name, company, number"
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        className={`${inputClass} h-8 pr-9 pl-8`}
      />
      {text === "" && (
        <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2">
          <Kbd keys="/" />
        </span>
      )}
    </div>
  );
}

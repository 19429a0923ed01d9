import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../../keys/useKeys.ts";
import { inputClass } from "../../ui/inputClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";

/** Letters that follow each other faster (ms) are asked for together: a fast typist's come one by one. */
const BURST_MS = 50;

/** The search of the table, asked as it is typed. */
export function TableSearch({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  /** What this field last told or was told: anything else came by the address. */
  const known = useRef(value);
  const typedAtMs = useRef(-Infinity);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (value === known.current) return;
    known.current = value;
    clearTimeout(timer.current);
    setText(value);
  }, [value]);
  const type = (next: string) => {
    setText(next);
    const tell = () => {
      if (next.trim() === known.current) return;
      known.current = next.trim();
      onChange(known.current);
    };
    // In the same breath as the letter: each render between them is a wait that one sees.
    const isBurst = performance.now() - typedAtMs.current < BURST_MS;
    typedAtMs.current = performance.now();
    clearTimeout(timer.current);
    if (isBurst) timer.current = setTimeout(tell, BURST_MS);
    else tell();
  };
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
        onChange={(event) => type(event.currentTarget.value)}
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

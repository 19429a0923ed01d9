import type { ScriptProblem } from "#shared/script";

/** What its author should mend in a script, each with the way to its line. */
export function ScriptProblems({
  problems,
  onGoTo,
}: {
  problems: readonly ScriptProblem[];
  onGoTo: (line: number) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <ul aria-label="To mend" className="rounded-md bg-warn-soft py-1 text-small">
      {problems.map(({ line, message }) => (
        <li key={`${line} ${message}`}>
          <button
            type="button"
            className="w-full rounded-md px-3 py-1 text-left hover:underline"
            onClick={() => onGoTo(line)}
          >
            <span className="text-warn tabular-nums">Line {line}:</span> {message}
          </button>
        </li>
      ))}
    </ul>
  );
}

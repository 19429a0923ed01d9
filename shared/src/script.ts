import { unknownFields } from "./fillFields.ts";

/** One way on from a section: what the lead says, and the section that answers it. */
export interface ScriptBranch {
  readonly label: string;
  /** The id of a section of the same script. */
  readonly to: string;
}

/** What a rep has before them at one time. */
export interface ScriptSection {
  /** The same as long as the section keeps its place in the script. */
  readonly id: string;
  readonly name: string;
  /** Lines as written, with fields yet to be filled (`fillFields`). */
  readonly text: string;
  readonly branches: readonly ScriptBranch[];
}

/** Something its author should mend; the script is read all the same. `line` counts from 1. */
export interface ScriptProblem {
  readonly line: number;
  readonly message: string;
}

/** A script, read. The first section is where a call starts. */
export interface ParsedScript {
  readonly sections: readonly ScriptSection[];
  readonly problems: readonly ScriptProblem[];
}

/** The section of text that stands before any heading. */
const FIRST_NAME = "Start";

interface Draft {
  readonly id: string;
  readonly name: string;
  readonly line: number;
  readonly lines: string[];
  readonly branches: { label: string; toName: string; line: number }[];
}

/**
 * Reads a script as its author writes it: `# Name` starts a section, lines after it are its text, and
 * `> What the lead says -> Name of a section` is a branch. Text before the first heading is the section
 * "Start". Names are compared without regard to case. A branch to nowhere is left out and told.
 */
export function parseScript(text: string): ParsedScript {
  const problems: ScriptProblem[] = [];
  const drafts = readDrafts(text, problems);

  const byName = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = draft.name.toLowerCase();
    if (byName.has(key)) {
      problems.push({ line: draft.line, message: `There are two sections “${draft.name}”.` });
    } else byName.set(key, draft);
  }

  const sections = drafts.map((draft): ScriptSection => {
    const branches = draft.branches.flatMap(({ label, toName, line }) => {
      const target = byName.get(toName.toLowerCase());
      if (target !== undefined) return [{ label, to: target.id }];
      problems.push({ line, message: `There is no section “${toName}”.` });
      return [];
    });
    return { id: draft.id, name: draft.name, text: draft.lines.join("\n").trim(), branches };
  });

  const reached = reachedIds(sections);
  for (const draft of drafts) {
    // The second of a name is told already.
    if (reached.has(draft.id) || byName.get(draft.name.toLowerCase()) !== draft) continue;
    problems.push({ line: draft.line, message: `No branch leads to “${draft.name}”.` });
  }
  return { sections, problems: problems.toSorted((a, b) => a.line - b.line) };
}

function readDrafts(text: string, problems: ScriptProblem[]): Draft[] {
  const drafts: Draft[] = [];
  const open = (name: string, line: number): Draft => {
    const draft = { id: String(drafts.length + 1), name, line, lines: [], branches: [] };
    drafts.push(draft);
    return draft;
  };
  for (const [at, written] of text.split(/\r\n|\r|\n/u).entries()) {
    const line = at + 1;
    for (const field of unknownFields(written)) {
      problems.push({ line, message: `There is no field “${field}”.` });
    }
    const trimmed = written.trim();
    const name = trimmed.startsWith("# ") ? trimmed.slice(2).trim() : "";
    if (name !== "") {
      open(name, line);
      continue;
    }
    if (trimmed === "" && drafts.length === 0) continue;
    const section = drafts.at(-1) ?? open(FIRST_NAME, line);
    if (!trimmed.startsWith(">")) {
      section.lines.push(written.trimEnd());
      continue;
    }
    const arrow = trimmed.lastIndexOf("->");
    const label = trimmed.slice(1, Math.max(arrow, 1)).trim();
    const toName = arrow < 0 ? "" : trimmed.slice(arrow + 2).trim();
    if (label !== "" && toName !== "") section.branches.push({ label, toName, line });
    else problems.push({ line, message: "A branch reads “> What they say -> Section”." });
  }
  return drafts;
}

/** The sections that branches lead to from the first. A script without branches is read from top to bottom. */
function reachedIds(sections: readonly ScriptSection[]): Set<string> {
  if (sections.every(({ branches }) => branches.length === 0)) {
    return new Set(sections.map(({ id }) => id));
  }
  const byId = new Map(sections.map((section) => [section.id, section]));
  const reached = new Set(sections.slice(0, 1).map(({ id }) => id));
  // A set hands out what is added while it is walked.
  for (const id of reached) for (const { to } of byId.get(id)?.branches ?? []) reached.add(to);
  return reached;
}

export interface SqlStatement {
  /** The statement without its semicolon and without blank space or comments around it. */
  readonly text: string;
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
}

/**
 * The tokens in which a semicolon does not end a statement (PostgreSQL's manual, 4.1 Lexical Structure),
 * then the ones that matter between them. Block comments nest, so only their opening is matched.
 */
const TOKEN =
  /--[^\n]*|\/\*|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[;\s]|[\s\S]/g;

/** Splits a file of SQL into its statements, as the Supabase CLI records them. */
export function splitStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start: number | undefined;
  let end = 0;
  /** Depth inside `begin atomic … end` and the `case … end` within it. */
  let depth = 0;
  let previousWord = "";
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(sql); match !== null; match = TOKEN.exec(sql)) {
    const token = match[0];
    if (token === "/*") TOKEN.lastIndex = endOfComment(sql, match.index);
    else if (token === ";" && depth === 0) {
      if (start !== undefined) statements.push(statementAt(sql, start, end));
      start = undefined;
    } else if (!token.startsWith("--") && token.trim() !== "") {
      if (token.startsWith("$") && token.endsWith("$") && token.length > 1) {
        const close = sql.indexOf(token, TOKEN.lastIndex);
        TOKEN.lastIndex = close === -1 ? sql.length : close + token.length;
      }
      start ??= match.index;
      end = TOKEN.lastIndex;
      const word = token.toLowerCase();
      if (word === "atomic" && previousWord === "begin") depth = 1;
      else if (depth > 0 && word === "case") depth += 1;
      else if (depth > 0 && word === "end") depth -= 1;
      previousWord = word;
    }
  }
  if (start !== undefined) statements.push(statementAt(sql, start, end));
  return statements;
}

function statementAt(sql: string, start: number, end: number): SqlStatement {
  return { text: sql.slice(start, end), line: sql.slice(0, start).split("\n").length };
}

function endOfComment(sql: string, start: number): number {
  let depth = 0;
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  for (let match = edge.exec(sql); match !== null; match = edge.exec(sql)) {
    depth += match[0] === "/*" ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return sql.length;
}

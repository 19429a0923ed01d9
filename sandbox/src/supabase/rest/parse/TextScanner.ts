import { RestError } from "../RestError.ts";

/** Deeper or longer than any client of ours asks; a bound, so that rubbish costs no stack. */
export const MAX_DEPTH = 24;

/** Letters, digits and what else PostgREST takes unquoted: `_`, `$` and inner blanks. */
const NAME = /[\p{L}\p{M}\p{N}_ $]+/uy;

/** Reads a parameter from left to right; a failure says where, in PostgREST's words. */
export class TextScanner {
  readonly #text: string;
  readonly #what: string;
  #position = 0;

  /** @param what how messages call the text: `filter`, `select parameter` … */
  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  get position(): number {
    return this.#position;
  }

  returnTo(position: number): void {
    this.#position = position;
  }

  startsWith(expected: string): boolean {
    return this.#text.startsWith(expected, this.#position);
  }

  /** Consumes `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.startsWith(expected)) return false;
    this.#position += expected.length;
    return true;
  }

  /** Consumes what a sticky pattern matches here; undefined when it does not. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#position += found.length;
    return found;
  }

  expect(expected: string): void {
    if (!this.take(expected)) this.fail(`"${expected}"`);
  }

  skipBlanks(): void {
    this.match(/[ \t]*/y);
  }

  rest(): string {
    const rest = this.#text.slice(this.#position);
    this.#position = this.#text.length;
    return rest;
  }

  /** A column's or relation's name, quoted or plain; `-` may join parts, `->` ends it. */
  name(): string {
    this.skipBlanks();
    const quoted = this.quoted();
    if (quoted !== undefined) return quoted;
    const parts: string[] = [];
    do {
      const part = this.match(NAME);
      if (part === undefined) this.fail("field name (* or [a..z0..9_$])");
      else parts.push(part.trim());
    } while (this.match(/-(?!>)/y) !== undefined);
    return parts.join("-");
  }

  /** `"…"` with backslash escapes; undefined when no quote stands here. */
  quoted(): string | undefined {
    const found = this.match(/"(?:[^"\\]|\\[\s\S])*"/y);
    return found?.slice(1, -1).replaceAll(/\\([\s\S])/g, "$1");
  }

  expectEnd(): void {
    if (!this.isAtEnd) this.fail("end of input");
  }

  fail(expecting: string): never {
    const next = this.#text.slice(this.#position, this.#position + 1);
    const unexpected = next === "" ? "end of input" : `"${next}"`;
    throw new RestError(400, {
      code: "PGRST100",
      message: `"failed to parse ${this.#what} (${shortened(this.#text)})" (line 1, column ${this.#position + 1})`,
      details: `unexpected ${unexpected} expecting ${expecting}`,
    });
  }
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

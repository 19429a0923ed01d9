import { RestError } from "../RestError.ts";

/**
 * A piece of SQL whose values travel as bound parameters. Only this module makes one, from literal text of
 * the program, quoted identifiers, parameters and names out of the catalog, so that nothing of a request
 * ever stands raw in a statement.
 */
export class Sql {
  readonly #texts: readonly string[];
  readonly #values: readonly (string | null)[];

  constructor(key: symbol, texts: readonly string[], values: readonly (string | null)[]) {
    if (key !== OWN) throw new TypeError("SQL is made by the functions of its module alone.");
    this.#texts = texts;
    this.#values = values;
  }

  /** The statement with `$1`, `$2` … and their values; no type is given, so Postgres infers it. */
  render(): { text: string; values: (string | null)[] } {
    const text = this.#texts.map((part, index) => (index === 0 ? part : `$${index}${part}`));
    return { text: text.join(""), values: [...this.#values] };
  }

  static concat(key: symbol, pieces: readonly (string | Sql)[]): Sql {
    const texts = [""];
    const values: (string | null)[] = [];
    for (const piece of pieces) {
      const added = typeof piece === "string" ? [piece] : piece.#texts;
      texts[texts.length - 1] += added[0] ?? "";
      texts.push(...added.slice(1));
      if (piece instanceof Sql) values.push(...piece.#values);
    }
    return new Sql(key, texts, values);
  }
}

const OWN = Symbol("sql");

/** SQL from a template whose holes are other pieces of SQL. */
export function sql(texts: TemplateStringsArray, ...holes: Sql[]): Sql {
  const pieces: (string | Sql)[] = [];
  texts.forEach((text, index) => {
    pieces.push(text);
    const hole = holes[index];
    if (hole) pieces.push(hole);
  });
  return Sql.concat(OWN, pieces);
}

/** A bound parameter. */
export function value(bound: string | null): Sql {
  return new Sql(OWN, ["", ""], [bound]);
}

/** A quoted identifier. Throws PGRST100 where Postgres could not carry it: an empty one, or one with NUL. */
export function identifier(name: string): Sql {
  if (name === "" || name.includes("\0")) {
    throw new RestError(400, { code: "PGRST100", message: "A name is empty or holds NUL." });
  }
  return new Sql(OWN, [`"${name.replaceAll('"', '""')}"`], []);
}

export function qualified(schema: string, name: string): Sql {
  return sql`${identifier(schema)}.${identifier(name)}`;
}

/** Text that Postgres's own catalog made (a type's name, a column's default), never a request's. */
export function fromCatalog(text: string): Sql {
  return new Sql(OWN, [text], []);
}

export const nothing: Sql = new Sql(OWN, [""], []);

export function join(pieces: readonly Sql[], separator: Sql): Sql {
  return Sql.concat(
    OWN,
    pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece])),
  );
}

export function commaList(pieces: readonly Sql[]): Sql {
  return join(pieces, sql`, `);
}

export function and(conditions: readonly Sql[]): Sql {
  return join(conditions, sql` and `);
}

/** ` where …`, or nothing without conditions. */
export function where(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? nothing : sql` where ${and(conditions)}`;
}

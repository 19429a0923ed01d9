import type { DatabaseSync, StatementSync } from "node:sqlite";
import { nameOfKind } from "./nameOfKind.ts";
import { ownerOf } from "./ownerOf.ts";
import { StripeError } from "./StripeError.ts";
import type { Kind, ObjectStore, StripeObjects } from "./StripeWorld.ts";

type Row = Record<string, unknown> | undefined;

const SLICE = 100;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** The objects in a SQLite file. What is read is a copy: it changes nothing until it is put. */
export class SqliteObjectStore implements ObjectStore {
  readonly #database: DatabaseSync;
  readonly #onKept: () => void;
  readonly #slices = new Map<string, StatementSync>();
  #depth = 0;
  readonly #find;
  readonly #insert;
  readonly #remove;
  readonly #place;
  readonly #note;
  readonly #setNote;

  /** `onKept` runs after each change that was kept. */
  constructor(database: DatabaseSync, onKept: () => void = () => undefined) {
    this.#database = database;
    this.#onKept = onKept;
    this.#find = database.prepare("SELECT json FROM objects WHERE kind = ? AND id = ?");
    this.#insert = database.prepare(
      "INSERT INTO objects (kind, id, customer, json) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET customer = excluded.customer, json = excluded.json",
    );
    this.#remove = database.prepare("DELETE FROM objects WHERE kind = ? AND id = ?");
    this.#place = database.prepare("SELECT seq FROM objects WHERE kind = ? AND id = ?");
    this.#note = database.prepare("SELECT json FROM notes WHERE id = ?");
    this.#setNote = database.prepare("INSERT OR REPLACE INTO notes (id, json) VALUES (?, ?)");
  }

  get<K extends Kind>(kind: K, id: string, param?: string): StripeObjects[K] {
    const found = this.find(kind, id);
    if (found) return found;
    // In the address it is not found; in a parameter the request is at fault.
    throw new StripeError(param === undefined || param === "id" ? 404 : 400, {
      type: "invalid_request_error",
      code: "resource_missing",
      message: `No such ${nameOfKind(kind)}: '${id}'`,
      param: param ?? "id",
    });
  }

  find<K extends Kind>(kind: K, id: string): StripeObjects[K] | undefined {
    const row = this.#find.get(kind, id);
    return row && readJson(row);
  }

  put<K extends Kind>(kind: K, object: StripeObjects[K]): StripeObjects[K] {
    this.#insert.run(kind, object.id, ownerOf(this, object) ?? null, JSON.stringify(object));
    return object;
  }

  remove(kind: Kind, id: string): void {
    this.#remove.run(kind, id);
  }

  list<K extends Kind>(kind: K, customer?: string): StripeObjects[K][] {
    return [...this.walk(kind, { customer })];
  }

  *walk<K extends Kind>(
    kind: K,
    options: {
      customer?: string | undefined;
      behind?: string | undefined;
      oldestFirst?: boolean;
    } = {},
  ): Generator<StripeObjects[K]> {
    const { customer, behind, oldestFirst = false } = options;
    const place = behind === undefined ? undefined : this.#place.get(kind, behind)?.["seq"];
    const from = typeof place === "number" ? place : oldestFirst ? 0 : NEWEST;
    const slice = this.#sliceOf(customer !== undefined, oldestFirst);
    for (let seq = from; ;) {
      const rows = slice.all(kind, ...(customer === undefined ? [] : [customer]), seq);
      for (const row of rows) {
        seq = Number(row["seq"]);
        yield readJson(row);
      }
      if (rows.length < SLICE) return;
    }
  }

  /** A slice at a time, because a reader may write meanwhile and rows may be many. */
  #sliceOf(ofCustomer: boolean, oldestFirst: boolean): StatementSync {
    const direction = oldestFirst ? "seq > ? ORDER BY seq" : "seq < ? ORDER BY seq DESC";
    const sql = `SELECT seq, json FROM objects WHERE kind = ? ${ofCustomer ? "AND customer = ?" : ""} AND ${direction} LIMIT ${SLICE}`;
    const statement = this.#slices.get(sql) ?? this.#database.prepare(sql);
    this.#slices.set(sql, statement);
    return statement;
  }

  note(id: string): Readonly<Record<string, unknown>> {
    const row = this.#note.get(id);
    return row ? readJson(row) : {};
  }

  setNote(id: string, note: Readonly<Record<string, unknown>>): void {
    this.#setNote.run(id, JSON.stringify(note));
  }

  change<T>(run: () => T): T {
    const point = `change_${this.#depth}`;
    this.#database.exec(this.#depth === 0 ? "BEGIN IMMEDIATE" : `SAVEPOINT ${point}`);
    this.#depth += 1;
    const end = (kept: boolean) => {
      this.#depth -= 1;
      if (this.#depth === 0) {
        this.#database.exec(kept ? "COMMIT" : "ROLLBACK");
        if (kept) this.#onKept();
      } else {
        if (!kept) this.#database.exec(`ROLLBACK TO ${point}`);
        this.#database.exec(`RELEASE ${point}`);
      }
    };
    let result: T;
    try {
      result = run();
    } catch (error) {
      end(error instanceof StripeError && error.keeps);
      throw error;
    }
    end(true);
    return result;
  }
}

/** The rows hold what `put` took, and are read as that. */
function readJson(row: NonNullable<Row>): never {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- nobody else writes this file
  return JSON.parse(String(row["json"])) as never;
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Opens the file that a local Stripe keeps everything in, and makes what it lacks. A change is on the disk when the
 * process ends, however it ends; only a machine that loses its power may lose the last ones.
 */
export function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(dataDir, "stripe.db"));
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS objects (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, customer TEXT, json TEXT NOT NULL,
      UNIQUE (kind, id)
    );
    CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
    CREATE INDEX IF NOT EXISTS objects_by_customer ON objects (kind, customer, seq) WHERE customer IS NOT NULL;
    CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS idempotency (
      key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, params TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
      request_id TEXT NOT NULL, created_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, type TEXT NOT NULL, endpoint TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0, next_at_ms INTEGER, delivered INTEGER NOT NULL DEFAULT 0, answer TEXT
    );
    CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (next_at_ms) WHERE next_at_ms IS NOT NULL;
    CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event);
  `);
  return database;
}

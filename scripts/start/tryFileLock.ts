import { DatabaseSync } from "node:sqlite";

export interface FileLock {
  release(): void;
}

/**
 * Takes a lock on a file, which is made when missing; undefined when somebody has it. The lock is the operating
 * system's own, by way of an empty SQLite database: it ends with this process, however that ends.
 */
export function tryFileLock(file: string): FileLock | undefined {
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
    throw error;
  }
}

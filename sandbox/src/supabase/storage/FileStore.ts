import { createHash, randomUUID } from "node:crypto";
import { copyFile, mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

const VERSION = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * The bytes of objects, each in a file named by its version, a random id of ours: nothing that a request says
 * becomes part of a path. A file is written before its row and removed after it, so a row always has its file;
 * a file that a crash left without a row is never read again.
 */
export interface FileStore {
  /** Writes bytes to disk and answers their version and MD5 (the entity tag of storage-api). */
  write(bytes: Uint8Array): Promise<{ version: string; md5: string }>;
  /** Copies a version; answers the new one. */
  copy(version: string): Promise<string>;
  /** Opens a version for reading. The handle stays good even when the object is removed meanwhile. */
  open(version: string): Promise<FileHandle>;
  /** Removes versions; those that are gone already do not matter. */
  remove(versions: readonly string[]): Promise<void>;
}

/** Keeps files in `directory`, made when missing. */
export async function createFileStore(directory: string): Promise<FileStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const pathOf = (version: string) => {
    if (!VERSION.test(version)) throw new Error("Not a version of this store.");
    return join(directory, version);
  };
  return {
    async write(bytes) {
      const version = randomUUID();
      const handle = await open(pathOf(version), "wx", 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return { version, md5: createHash("md5").update(bytes).digest("hex") };
    },
    async copy(version) {
      const copied = randomUUID();
      await copyFile(pathOf(version), pathOf(copied));
      return copied;
    },
    open: async (version) => open(pathOf(version), "r"),
    async remove(versions) {
      for (const version of versions) await rm(pathOf(version), { force: true });
    },
  };
}

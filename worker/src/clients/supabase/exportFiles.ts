import { AppError } from "#shared/errors";
import { serviceDatabase, type SupabaseSettings } from "./database.ts";

const BUCKET = "exports";
/** How many files one request lists or removes. */
const AT_ONCE = 100;

/** The files of one export, in a private bucket: by organisation and job. */
export function exportFiles(settings: SupabaseSettings, organizationId: string, jobId: string) {
  const files = serviceDatabase(settings).storage.from(BUCKET);
  const folder = `${organizationId}/${jobId}`;

  return {
    /** Writes a part under a name that is new. @throws AppError */
    async write(part: string, bytes: Uint8Array): Promise<void> {
      const { error } = await files.upload(`${folder}/${part}`, bytes, {
        contentType: "application/octet-stream",
      });
      if (error !== null) throw failure(error);
    },

    /** Reads a part as it comes. @throws AppError */
    read: async (part: string): Promise<ReadableStream<Uint8Array>> => {
      const { data, error } = await files.download(`${folder}/${part}`).asStream();
      if (error !== null) throw failure(error);
      return data;
    },

    /** The names of all parts that are there. @throws AppError */
    async list(): Promise<string[]> {
      const names: string[] = [];
      for (;;) {
        const page = { limit: AT_ONCE, offset: names.length };
        const { data, error } = await files.list(folder, page);
        if (error !== null) throw failure(error);
        names.push(...data.map(({ name }) => name));
        if (data.length < AT_ONCE) return names;
      }
    },

    /** Removes parts; those that are gone do not matter. @throws AppError */
    async remove(parts: readonly string[]): Promise<void> {
      for (let at = 0; at < parts.length; at += AT_ONCE) {
        const some = parts.slice(at, at + AT_ONCE).map((part) => `${folder}/${part}`);
        const { error } = await files.remove(some);
        if (error !== null) throw failure(error);
      }
    },
  };
}

function failure(cause: Error): AppError {
  return new AppError("unavailable", undefined, { cause });
}

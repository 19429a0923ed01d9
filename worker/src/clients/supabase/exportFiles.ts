import { AppError } from "#shared/errors";
import { serviceDatabase, type SupabaseSettings } from "./database.ts";

const BUCKET = "exports";
/** How many files one request lists or removes. */
const AT_ONCE = 100;

/** The files of one export, in a private bucket: by organisation, job, table and part. */
export function exportFiles(settings: SupabaseSettings, organizationId: string, jobId: string) {
  const files = serviceDatabase(settings).storage.from(BUCKET);
  const folder = `${organizationId}/${jobId}`;
  const pathOf = (table: string, part: number) => `${folder}/${table}.${part}`;

  return {
    /** Writes a part, over the one there. @throws AppError */
    async write(table: string, part: number, bytes: Uint8Array): Promise<void> {
      const { error } = await files.upload(pathOf(table, part), bytes, {
        contentType: "application/octet-stream",
        upsert: true,
      });
      if (error !== null) throw failure(error);
    },

    /** Reads a part as it comes. @throws AppError */
    read: async (table: string, part: number): Promise<ReadableStream<Uint8Array>> => {
      const { data, error } = await files.download(pathOf(table, part)).asStream();
      if (error !== null) throw failure(error);
      return data;
    },

    /** Removes all that is there. @throws AppError */
    async clear(): Promise<void> {
      for (;;) {
        const { data, error } = await files.list(folder, { limit: AT_ONCE });
        if (error !== null) throw failure(error);
        if (data.length === 0) return;
        const removed = await files.remove(data.map(({ name }) => `${folder}/${name}`));
        if (removed.error !== null) throw failure(removed.error);
      }
    },
  };
}

function failure(cause: Error): AppError {
  return new AppError("unavailable", undefined, { cause });
}

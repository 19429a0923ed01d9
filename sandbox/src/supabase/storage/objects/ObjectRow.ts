import type { PoolClient } from "pg";
import { noSuchObject } from "../StorageError.ts";

/** What storage-api keeps about an object's bytes. */
export interface ObjectMetadata {
  readonly eTag: string;
  /** Bytes. */
  readonly size: number;
  readonly mimetype: string;
  readonly cacheControl: string;
  readonly lastModified: string;
  readonly contentLength: number;
  readonly httpStatusCode: number;
}

export interface ObjectRow {
  readonly id: string;
  readonly bucket_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly owner_id: string | null;
  /** Name of the object's file. */
  readonly version: string;
  readonly metadata: ObjectMetadata;
  readonly user_metadata: Record<string, unknown> | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly last_accessed_at: Date;
}

/** The object of a name as far as the current role may see it, or 404. */
export async function findObject(
  client: PoolClient,
  bucket: string,
  name: string,
): Promise<ObjectRow> {
  const { rows } = await client.query<ObjectRow>(
    "select * from storage.objects where bucket_id = $1 and name = $2",
    [bucket, name],
  );
  if (rows[0] === undefined) throw noSuchObject();
  return rows[0];
}

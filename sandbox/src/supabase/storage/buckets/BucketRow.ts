import type { PoolClient } from "pg";
import { noSuchBucket } from "../StorageError.ts";

/** A bucket as Storage answers it. */
export interface BucketRow {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly public: boolean;
  readonly type: string;
  /** Bytes. */
  readonly file_size_limit: number | null;
  readonly allowed_mime_types: string[] | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The columns of a `BucketRow`; sizes fit a number well below 2^53. */
export const BUCKET_COLUMNS = `id, name, coalesce(owner_id, owner::text, '') as owner, public, type::text,
  file_size_limit::float8 as file_size_limit, allowed_mime_types, created_at, updated_at`;

/** The bucket of an id, or 404. */
export async function findBucket(client: PoolClient, id: string): Promise<BucketRow> {
  const { rows } = await client.query<BucketRow>(
    `select ${BUCKET_COLUMNS} from storage.buckets where id = $1`,
    [id],
  );
  if (rows[0] === undefined) throw noSuchBucket();
  return rows[0];
}

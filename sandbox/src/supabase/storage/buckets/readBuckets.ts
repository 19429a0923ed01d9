import { asCaller } from "../asCaller.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { StorageError } from "../StorageError.ts";
import { BUCKET_COLUMNS, findBucket } from "./BucketRow.ts";

const SORT_COLUMNS = ["id", "name", "created_at", "updated_at"];

/** `GET /bucket`, with `limit`, `offset`, `search`, `sortColumn` and `sortOrder`. */
export async function listBuckets(c: StorageRequest, context: StorageContext): Promise<Response> {
  const sortColumn = c.req.query("sortColumn") ?? "name";
  if (!SORT_COLUMNS.includes(sortColumn)) {
    throw new StorageError(400, "InvalidParameter", "Invalid Parameter sortColumn");
  }
  const order = c.req.query("sortOrder") === "desc" ? "desc" : "asc";
  const { rows } = await asCaller(context, c.get("caller"), "bucket.list", (client) =>
    client.query(
      `select ${BUCKET_COLUMNS} from storage.buckets
       where position(lower($1) in lower(name)) > 0 order by ${sortColumn} ${order} limit $2 offset $3`,
      [c.req.query("search") ?? "", readNumber(c, "limit") ?? 1000, readNumber(c, "offset") ?? 0],
    ),
  );
  return c.json(rows);
}

/** `GET /bucket/:id`. */
export async function getBucket(c: StorageRequest, context: StorageContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  return c.json(
    await asCaller(context, c.get("caller"), "bucket.get", (client) => findBucket(client, id)),
  );
}

function readNumber(c: StorageRequest, name: string): number | undefined {
  const value = c.req.query(name);
  if (value === undefined || value === "") return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new StorageError(400, "InvalidParameter", `Invalid Parameter ${name}`);
}

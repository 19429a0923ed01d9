import { asCaller } from "../asCaller.ts";
import { readBody } from "../readBody.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { noSuchBucket, StorageError } from "../StorageError.ts";
import { findBucket } from "./BucketRow.ts";
import { bucketSettingsSchema, parseSizeBytes, refuseUnsupportedType } from "./bucketSettings.ts";

/** `PUT /bucket/:id`. Settings that are not given stay. */
export async function updateBucket(c: StorageRequest, context: StorageContext): Promise<Response> {
  const schema = bucketSettingsSchema.extend({
    public: bucketSettingsSchema.shape.public.unwrap().optional(),
  });
  const settings = await readBody(c, schema);
  refuseUnsupportedType(settings.type);
  const { rowCount } = await asCaller(context, c.get("caller"), "bucket.update", (client) =>
    client.query(
      `update storage.buckets set public = coalesce($2, public), updated_at = now(),
         file_size_limit = case when $3 then $4 else file_size_limit end,
         allowed_mime_types = case when $5 then $6 else allowed_mime_types end
       where id = $1`,
      [
        c.req.param("id"),
        settings.public ?? null,
        settings.file_size_limit !== undefined,
        parseSizeBytes(settings.file_size_limit),
        settings.allowed_mime_types !== undefined,
        settings.allowed_mime_types ?? null,
      ],
    ),
  );
  if (rowCount === 0) throw noSuchBucket();
  return c.json({ message: "Successfully updated" });
}

/** `POST /bucket/:id/empty`. */
export async function emptyBucket(c: StorageRequest, context: StorageContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const { rows } = await asCaller(context, c.get("caller"), "bucket.empty", async (client) => {
    await findBucket(client, id);
    return client.query<{ version: string }>(
      "delete from storage.objects where bucket_id = $1 returning version",
      [id],
    );
  });
  await context.files.remove(rows.map((row) => row.version));
  return c.json({ message: "Successfully emptied" });
}

/** `DELETE /bucket/:id`; a bucket with objects stays. */
export async function deleteBucket(c: StorageRequest, context: StorageContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const { rowCount } = await asCaller(context, c.get("caller"), "bucket.delete", (client) =>
    client.query("delete from storage.buckets where id = $1", [id]),
  ).catch((error: unknown) => {
    if (!(error instanceof StorageError) || error.code !== "InvalidRequest") throw error;
    const message = "The bucket you tried to delete is not empty";
    throw new StorageError(409, "ResourceNotEmpty", message, {
      error: "InvalidRequest",
      cause: error,
    });
  });
  if (rowCount === 0) throw noSuchBucket();
  return c.json({ message: "Successfully deleted" });
}

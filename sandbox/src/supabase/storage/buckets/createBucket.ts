import { asCaller } from "../asCaller.ts";
import { checkBucketName } from "../objectPath.ts";
import { readBody } from "../readBody.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { bucketSettingsSchema, parseSizeBytes, refuseUnsupportedType } from "./bucketSettings.ts";

/** `POST /bucket`. */
export async function createBucket(c: StorageRequest, context: StorageContext): Promise<Response> {
  const settings = await readBody(c, bucketSettingsSchema);
  refuseUnsupportedType(settings.type);
  const name = checkBucketName(settings.name ?? settings.id ?? "");
  const id = checkBucketName(settings.id ?? name);
  const sizeLimit = parseSizeBytes(settings.file_size_limit);
  const caller = c.get("caller");
  await asCaller(context, caller, "bucket.create", (client) =>
    client.query(
      `insert into storage.buckets (id, name, owner_id, public, file_size_limit, allowed_mime_types)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        name,
        caller.claims.sub ?? null,
        settings.public,
        sizeLimit,
        settings.allowed_mime_types ?? null,
      ],
    ),
  );
  return c.json({ name });
}

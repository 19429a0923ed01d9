import type { PoolClient } from "pg";
import { z } from "zod";
import { asCaller } from "../asCaller.ts";
import { objectPath } from "../objectPath.ts";
import { readBody, text } from "../readBody.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { noSuchObject } from "../StorageError.ts";
import type { ObjectRow } from "./ObjectRow.ts";

const removeSchema = z.object({ prefixes: z.array(text).min(1).max(1000) });

/** `DELETE /object/:bucket`: removes objects by name and answers those that were there and the caller's to remove. */
export async function removeObjects(c: StorageRequest, context: StorageContext): Promise<Response> {
  const { prefixes } = await readBody(c, removeSchema);
  const bucket = c.req.param("bucket") ?? "";
  const removed = await asCaller(context, c.get("caller"), "object.delete_many", (client) =>
    deleteRows(client, bucket, prefixes),
  );
  await context.files.remove(removed.map((row) => row.version));
  return c.json(removed);
}

/** `DELETE /object/:bucket/*`: removes one object. */
export async function removeObject(c: StorageRequest, context: StorageContext): Promise<Response> {
  const { bucket, name } = objectPath(c, "/object/");
  const removed = await asCaller(context, c.get("caller"), "object.delete", (client) =>
    deleteRows(client, bucket, [name]),
  );
  if (removed.length === 0) throw noSuchObject();
  await context.files.remove(removed.map((row) => row.version));
  return c.json({ message: "Successfully deleted" });
}

async function deleteRows(
  client: PoolClient,
  bucket: string,
  names: readonly string[],
): Promise<ObjectRow[]> {
  const { rows } = await client.query<ObjectRow>(
    "delete from storage.objects where bucket_id = $1 and name = any ($2) returning *",
    [bucket, names],
  );
  return rows;
}

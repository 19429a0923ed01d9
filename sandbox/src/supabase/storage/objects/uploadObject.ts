import { asCaller } from "../asCaller.ts";
import { objectPath } from "../objectPath.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { readUpload } from "./readUpload.ts";
import { saveObject, type SaveMode } from "./saveObject.ts";

/** `POST /object/:bucket/*`: a new object, or with `x-upsert: true` a new or replaced one. */
export async function uploadObject(c: StorageRequest, context: StorageContext): Promise<Response> {
  return upload(c, context, c.req.header("x-upsert") === "true" ? "upsert" : "insert");
}

/** `PUT /object/:bucket/*`: replaces an object. */
export async function replaceObject(c: StorageRequest, context: StorageContext): Promise<Response> {
  return upload(c, context, "update");
}

async function upload(
  c: StorageRequest,
  context: StorageContext,
  mode: SaveMode,
): Promise<Response> {
  const { bucket, name } = objectPath(c, "/object/");
  const caller = c.get("caller");
  const object = { bucket, name, mode, owner: caller.claims.sub, upload: await readUpload(c) };
  const operation = mode === "update" ? "object.upload_update" : "object.upload";
  const id = await saveObject(context, object, ({ prepare, work }) =>
    asCaller(context, caller, operation, work, prepare),
  );
  return c.json({ Id: id, Key: `${bucket}/${name}` });
}

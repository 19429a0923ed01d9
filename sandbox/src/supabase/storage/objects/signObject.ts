import { z } from "zod";
import { asCaller } from "../asCaller.ts";
import { checkName, objectPath } from "../objectPath.ts";
import { readBody, text } from "../readBody.ts";
import { signToken } from "../signedToken.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { unsupported } from "../StorageError.ts";
import { findObject } from "./ObjectRow.ts";

const expiresIn = z.number().int().min(1);
const oneSchema = z.object({
  expiresIn,
  transform: z.unknown().optional(),
  versionId: z.unknown().optional(),
});
const manySchema = z.object({ expiresIn, paths: z.array(text).min(1).max(500) });

/** `POST /object/sign/:bucket/*`: a URL by which anybody may read this object for `expiresIn` seconds. */
export async function createSignedUrl(
  c: StorageRequest,
  context: StorageContext,
): Promise<Response> {
  const { bucket, name } = objectPath(c, "/object/sign/");
  const body = await readBody(c, oneSchema);
  if (body.transform !== undefined) throw unsupported("transformed images");
  if (body.versionId !== undefined) throw unsupported("versions of objects");
  await asCaller(context, c.get("caller"), "object.sign", (client) =>
    findObject(client, bucket, name),
  );
  return c.json({ signedURL: await signedUrl(context, `${bucket}/${name}`, body.expiresIn) });
}

/** `POST /object/sign/:bucket`: the same for many; a name that the caller may not read gets an error in its place. */
export async function createSignedUrls(
  c: StorageRequest,
  context: StorageContext,
): Promise<Response> {
  const bucket = c.req.param("bucket") ?? "";
  const { expiresIn: lifetimeS, paths } = await readBody(c, manySchema);
  const { rows } = await asCaller(context, c.get("caller"), "object.sign_many", (client) =>
    client.query<{ name: string }>(
      "select name from storage.objects where bucket_id = $1 and name = any ($2)",
      [bucket, paths],
    ),
  );
  const readable = new Set(rows.map((row) => row.name));
  const answers = paths.map(async (path) => {
    if (readable.has(path)) {
      const url = `${bucket}/${checkName(path)}`;
      return { error: null, path, signedURL: await signedUrl(context, url, lifetimeS) };
    }
    const error = "Either the object does not exist or you do not have access to it";
    return { error, path, signedURL: null };
  });
  return c.json(await Promise.all(answers));
}

/** Not encoded: storage-js encodes the address it makes of this. */
async function signedUrl(context: StorageContext, url: string, lifetimeS: number): Promise<string> {
  const token = await signToken(context, { url, purpose: "download" }, lifetimeS);
  return `/object/sign/${url}?token=${token}`;
}

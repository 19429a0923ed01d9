import { randomUUID } from "node:crypto";
import { z } from "zod";
import { asCaller } from "../asCaller.ts";
import { checkName } from "../objectPath.ts";
import { readBody, text } from "../readBody.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { noSuchObject, StorageError, unsupported } from "../StorageError.ts";
import { findObject } from "./ObjectRow.ts";

const moveSchema = z.object({
  bucketId: text,
  sourceKey: text,
  destinationKey: text,
  destinationBucket: text.optional(),
  sourceVersionId: z.unknown().optional(),
});
const copySchema = moveSchema.extend({
  copyMetadata: z.boolean().default(true),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

/** `POST /object/move`: gives an object another name or bucket. Its file stays where it is. */
export async function moveObject(c: StorageRequest, context: StorageContext): Promise<Response> {
  const move = await readBody(c, moveSchema);
  if (move.sourceVersionId !== undefined) throw unsupported("versions of objects");
  const name = checkName(move.destinationKey);
  const target = move.destinationBucket ?? move.bucketId;
  const { rowCount } = await asCaller(context, c.get("caller"), "object.move", (client) =>
    client.query(
      "update storage.objects set bucket_id = $3, name = $4 where bucket_id = $1 and name = $2",
      [move.bucketId, move.sourceKey, target, name],
    ),
  );
  if (rowCount === 0) throw noSuchObject();
  return c.json({ message: "Successfully moved" });
}

/** `POST /object/copy`: a second object with the same bytes. */
export async function copyObject(c: StorageRequest, context: StorageContext): Promise<Response> {
  const copy = await readBody(c, copySchema);
  if (c.req.header("x-upsert") === "true") throw unsupported("copies over an object");
  if (copy.sourceVersionId !== undefined) throw unsupported("versions of objects");
  const name = checkName(copy.destinationKey);
  const target = copy.destinationBucket ?? copy.bucketId;
  const caller = c.get("caller");
  const source = await asCaller(context, caller, "object.copy", (client) =>
    findObject(client, copy.bucketId, copy.sourceKey),
  );
  const version = await context.files.copy(source.version).catch((cause: unknown) => {
    throw new StorageError(404, "NoSuchKey", "Object not found", { error: "not_found", cause });
  });
  const owner = z.guid().safeParse(caller.claims.sub).data ?? null;
  const id = randomUUID();
  const userMetadata = copy.copyMetadata ? source.user_metadata : (copy.metadata ?? null);
  try {
    await asCaller(context, caller, "object.copy", (client) =>
      client.query(
        `insert into storage.objects (id, bucket_id, name, version, metadata, user_metadata, owner, owner_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          target,
          name,
          version,
          JSON.stringify(source.metadata),
          userMetadata === null ? null : JSON.stringify(userMetadata),
          owner,
          owner,
        ],
      ),
    );
  } catch (error) {
    await context.files.remove([version]);
    throw error;
  }
  return c.json({ Id: id, Key: `${target}/${name}`, bucket_id: target, name });
}

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { describeError } from "../describeError.ts";
import type { GatewayEnv } from "../gateway/createGateway.ts";
import { deleteBucket, emptyBucket, updateBucket } from "./buckets/changeBucket.ts";
import { createBucket } from "./buckets/createBucket.ts";
import { getBucket, listBuckets } from "./buckets/readBuckets.ts";
import { tooLarge } from "./objects/checkLimits.ts";
import {
  downloadObject,
  downloadPublic,
  downloadSigned,
  objectInfo,
} from "./objects/downloadObject.ts";
import { listObjects } from "./objects/listObjects.ts";
import { copyObject, moveObject } from "./objects/moveObject.ts";
import { removeObject, removeObjects } from "./objects/removeObjects.ts";
import { createSignedUploadUrl, uploadToSignedUrl } from "./objects/signedUpload.ts";
import { createSignedUrl, createSignedUrls } from "./objects/signObject.ts";
import { replaceObject, uploadObject } from "./objects/uploadObject.ts";
import type { StorageContext, StorageRequest } from "./StorageContext.ts";
import { answerStorageError, StorageError, unsupported } from "./StorageError.ts";

/** Room for a form's own lines around its file. */
const FORM_BYTES = 64 * 1024;

/** What storage-api serves and this does not, each answered 501 by its name. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  "/object/list-v2/:bucket": "listing by cursor (list-v2)",
  "/bucket/:id/lifecycle": "lifecycles of buckets",
  "/render/*": "transformed images",
  "/upload/*": "resumable uploads",
  "/s3/*": "the S3 protocol",
  "/cdn/*": "purging a CDN",
  "/vector/*": "vector buckets",
  "/iceberg/*": "analytics buckets",
};

/** The Storage server: storage-api's protocol, as `@supabase/storage-js` speaks it, over the schema storage. */
export function createStorageApp(context: StorageContext): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  const answer = (
    handler: (c: StorageRequest, context: StorageContext) => Response | Promise<Response>,
  ) => {
    return (c: StorageRequest) => handler(c, context);
  };
  app.use(
    bodyLimit({
      maxSize: context.maxFileBytes + FORM_BYTES,
      onError: (c) => answerStorageError(c, tooLarge()),
    }),
  );
  for (const [path, what] of Object.entries(UNSUPPORTED)) {
    app.all(path, () => {
      throw unsupported(what);
    });
  }
  app.get("/bucket", answer(listBuckets));
  app.post("/bucket", answer(createBucket));
  app.get("/bucket/:id", answer(getBucket));
  app.put("/bucket/:id", answer(updateBucket));
  app.post("/bucket/:id/empty", answer(emptyBucket));
  app.delete("/bucket/:id", answer(deleteBucket));

  app.post("/object/list/:bucket", answer(listObjects));
  app.post("/object/move", answer(moveObject));
  app.post("/object/copy", answer(copyObject));
  app.post("/object/upload/sign/:bucket/*", answer(createSignedUploadUrl));
  app.put("/object/upload/sign/:bucket/*", answer(uploadToSignedUrl));
  app.post("/object/sign/:bucket", answer(createSignedUrls));
  app.post("/object/sign/:bucket/*", answer(createSignedUrl));
  app.get("/object/sign/:bucket/*", answer(downloadSigned));
  app.get("/object/public/:bucket/*", answer(downloadPublic));
  app.get("/object/info/:bucket/*", answer(objectInfo));
  app.get("/object/:bucket/*", answer(downloadObject));
  app.post("/object/:bucket/*", answer(uploadObject));
  app.put("/object/:bucket/*", answer(replaceObject));
  app.delete("/object/:bucket", answer(removeObjects));
  app.delete("/object/:bucket/*", answer(removeObject));
  app.all("*", (c) => {
    const message = `Route ${c.req.method}:${new URL(c.req.url).pathname} not found`;
    return c.json({ statusCode: "404", error: "Not Found", message }, 404);
  });
  app.onError((error, c) => {
    if (error instanceof StorageError) return answerStorageError(c, error);
    context.log(`storage: ${describeError(error)}`);
    const answerText = "Internal Server Error";
    return answerStorageError(
      c,
      new StorageError(500, "InternalError", answerText, { cause: error }),
    );
  });
  return app;
}

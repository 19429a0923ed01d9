import { z } from "zod";
import type { StorageRequest } from "../StorageContext.ts";
import { StorageError } from "../StorageError.ts";

/** The bytes and headers of an upload. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly cacheControl: string;
  readonly userMetadata: Record<string, unknown> | null;
}

const metadataSchema = z.record(z.string(), z.unknown());

/** Reads an upload as storage-js sends it: a form with one file, or the bytes as the body. */
export async function readUpload(c: StorageRequest): Promise<Upload> {
  const contentType = c.req.header("content-type") ?? "application/octet-stream";
  if (!contentType.toLowerCase().startsWith("multipart/form-data")) {
    const encoded = c.req.header("x-metadata");
    return {
      bytes: new Uint8Array(await c.req.arrayBuffer()),
      mimeType: contentType,
      cacheControl: c.req.header("cache-control") ?? "no-cache",
      userMetadata:
        encoded === undefined
          ? null
          : parseMetadata(Buffer.from(encoded, "base64").toString("utf8")),
    };
  }
  const form = await c.req.formData().catch((cause: unknown) => {
    throw new StorageError(400, "InvalidRequest", "The body is not a form", { cause });
  });
  const file = [...form.values()].find((value) => value instanceof File);
  if (file === undefined) throw new StorageError(400, "InvalidRequest", "No content provided");
  const maxAgeS = form.get("cacheControl");
  const metadata = form.get("metadata");
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    mimeType: file.type === "" ? "application/octet-stream" : file.type,
    cacheControl: typeof maxAgeS === "string" && maxAgeS !== "" ? `max-age=${maxAgeS}` : "no-cache",
    userMetadata: typeof metadata === "string" ? parseMetadata(metadata) : null,
  };
}

function parseMetadata(json: string): Record<string, unknown> {
  try {
    // Postgres cannot store NUL in jsonb.
    if (/\\u0000/.test(json)) throw new Error("NUL");
    return metadataSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new StorageError(400, "InvalidRequest", "The metadata is not a JSON object", { cause });
  }
}

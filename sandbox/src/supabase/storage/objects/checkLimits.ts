import type { BucketRow } from "../buckets/BucketRow.ts";
import { StorageError } from "../StorageError.ts";
import type { Upload } from "./readUpload.ts";

/** Throws 413 or 415 for an upload that the bucket does not take. */
export function checkLimits(bucket: BucketRow, upload: Upload, maxFileBytes: number): void {
  const limit = Math.min(bucket.file_size_limit ?? maxFileBytes, maxFileBytes);
  if (upload.bytes.byteLength > limit) throw tooLarge();
  const allowed = bucket.allowed_mime_types ?? [];
  const [type = ""] = upload.mimeType.split(";");
  const mimeType = type.trim().toLowerCase();
  const isAllowed = allowed.some((pattern) => {
    const [wanted = ""] = pattern.toLowerCase().split(";");
    if (wanted === "*/*") return true;
    return wanted.endsWith("/*")
      ? mimeType.startsWith(wanted.slice(0, -1))
      : wanted.trim() === mimeType;
  });
  if (allowed.length === 0 || isAllowed) return;
  throw new StorageError(415, "InvalidMimeType", `mime type ${upload.mimeType} is not supported`, {
    error: "invalid_mime_type",
  });
}

export function tooLarge(): StorageError {
  return new StorageError(413, "EntityTooLarge", "The object exceeded the maximum allowed size", {
    error: "Payload too large",
  });
}

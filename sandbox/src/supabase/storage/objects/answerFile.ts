import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { StorageError } from "../StorageError.ts";
import type { ObjectRow } from "./ObjectRow.ts";
import { streamRange } from "./streamRange.ts";

/** Answers an object's bytes, or the range asked for, or 304 for a client that has them. */
export async function answerFile(
  c: StorageRequest,
  context: StorageContext,
  object: ObjectRow,
): Promise<Response> {
  const { metadata } = object;
  const headers = new Headers({
    "content-type": metadata.mimetype,
    "cache-control": metadata.cacheControl,
    etag: metadata.eTag,
    "last-modified": new Date(metadata.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    // A browser must not take an upload for a page of ours.
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox",
  });
  const download = c.req.query("download");
  if (download !== undefined) {
    const name = download === "" ? (object.name.split("/").at(-1) ?? "") : download;
    headers.set("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  }
  if (c.req.header("if-none-match") === metadata.eTag) {
    return new Response(null, { status: 304, headers });
  }
  const range = parseRange(c.req.header("range"), metadata.size);
  const start = range?.start ?? 0;
  const end = range?.end ?? metadata.size - 1;
  headers.set("content-length", String(end - start + 1));
  if (range !== undefined) headers.set("content-range", `bytes ${start}-${end}/${metadata.size}`);
  const status = range === undefined ? 200 : 206;
  if (c.req.method === "HEAD" || metadata.size === 0)
    return new Response(null, { status, headers });

  const handle = await context.files.open(object.version);
  return new Response(streamRange(handle, start, end), { status, headers });
}

/** One range of bytes (RFC 9110, 14.1.2); several at once and other units count as none. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) {
    throw new StorageError(416, "InvalidRange", "invalid range provided", {
      error: "invalid_range",
    });
  }
  return { start, end };
}

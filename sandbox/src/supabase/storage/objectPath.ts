import type { StorageRequest } from "./StorageContext.ts";
import { StorageError } from "./StorageError.ts";

/** Characters that storage-api allows in names (those that S3 calls safe or handles). */
const NAME = /^[\w/!\-.*'() &$@=;:+,?]+$/;
const MAX_NAME_LENGTH = 1024;

/** Throws 400 `InvalidKey` for a name that storage-api would refuse. */
export function checkName(name: string): string {
  if (name.length <= MAX_NAME_LENGTH && NAME.test(name)) return name;
  throw new StorageError(400, "InvalidKey", `Invalid key: ${name.slice(0, MAX_NAME_LENGTH)}`);
}

/** Throws 400 `InvalidBucketName` likewise. */
export function checkBucketName(name: string): string {
  const fine = NAME.test(name) && !name.includes("/") && name.length <= 100 && name.trim() === name;
  if (fine) return name;
  throw new StorageError(400, "InvalidBucketName", "Bucket name invalid", {
    error: "Invalid Input",
  });
}

/** The bucket and object that a request's path names after `prefix`, e.g. `/object/sign/`. */
export function objectPath(c: StorageRequest, prefix: string): { bucket: string; name: string } {
  const { pathname } = new URL(c.req.url);
  const rest = pathname.slice(pathname.indexOf(prefix) + prefix.length);
  let decoded: string[];
  try {
    decoded = rest.split("/").map((part) => decodeURIComponent(part));
  } catch (cause) {
    throw new StorageError(400, "InvalidKey", `Invalid key: ${rest}`, { cause });
  }
  const [bucket = "", ...parts] = decoded;
  return { bucket, name: checkName(parts.join("/")) };
}

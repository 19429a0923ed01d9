import type { Context } from "hono";
import type { Pool } from "pg";
import type { GatewayEnv } from "../gateway/createGateway.ts";
import type { FileStore } from "./FileStore.ts";

/** What the Storage server's endpoints share. */
export interface StorageContext {
  /** Connects as `supabase_storage_admin`. */
  readonly pool: Pool;
  readonly files: FileStore;
  /** Signs the URLs that `createSignedUrl` and `createSignedUploadUrl` answer. */
  readonly secret: Uint8Array;
  /** Upper bound for every bucket's own limit. */
  readonly maxFileBytes: number;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}

export type StorageRequest = Context<GatewayEnv>;

import { z } from "zod";
import { asCaller } from "../asCaller.ts";
import { readBody, text } from "../readBody.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";

const listSchema = z.object({
  prefix: text.default(""),
  search: text.default(""),
  limit: z.number().int().min(0).max(10_000).default(100),
  offset: z.number().int().min(0).default(0),
  sortBy: z
    .object({
      column: z.enum(["name", "updated_at", "created_at", "last_accessed_at"]).default("name"),
      order: z.enum(["asc", "desc"]).default("asc"),
    })
    .default({ column: "name", order: "asc" }),
});

/**
 * `POST /object/list/:bucket`: what lies directly in a folder, as far as the caller may see it: folders first
 * (without an id), then objects; `search` is the beginning of the names.
 */
export async function listObjects(c: StorageRequest, context: StorageContext): Promise<Response> {
  const { prefix, search, limit, offset, sortBy } = await readBody(c, listSchema);
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  const { rows } = await asCaller(context, c.get("caller"), "object.list", (client) =>
    client.query(
      `with inside as (
         select *, substr(name, length($2) + 1) as rest from storage.objects
         where bucket_id = $1 and starts_with(name, $2)
       ), entries as (
         select distinct split_part(rest, '/', 1) as name, null::uuid as id, null::timestamptz as updated_at,
           null::timestamptz as created_at, null::timestamptz as last_accessed_at, null::jsonb as metadata
         from inside where position('/' in rest) > 0
         union all
         select rest, id, updated_at, created_at, last_accessed_at, metadata
         from inside where position('/' in rest) = 0 and rest <> ''
       )
       select * from entries where starts_with(lower(name), lower($3))
       order by id is not null, ${sortBy.column} ${sortBy.order}, name limit $4 offset $5`,
      [c.req.param("bucket"), folder, search, limit, offset],
    ),
  );
  return c.json(rows);
}

import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { requireAdmin } from "../requireUser.ts";
import { toUserJson } from "../users/toUserJson.ts";
import type { UserRow } from "../users/UserRow.ts";

const DEFAULT_PER_PAGE = 50;

/** `GET /admin/users`: newest first, by `page` and `per_page`, with `X-Total-Count` and `Link`. */
export async function listUsers(c: AuthRequest, context: AuthContext): Promise<Response> {
  requireAdmin(c);
  const page = readNumber(c, "page") ?? 1;
  const perPage = readNumber(c, "per_page") ?? DEFAULT_PER_PAGE;
  if (perPage === 0) {
    const message = "Bad Pagination Parameters: per_page must be greater than 0";
    throw new AuthError(400, "validation_failed", message);
  }
  const filter = `%${c.req.query("filter") ?? ""}%`;
  const matching = `from auth.users where aud = 'authenticated'
    and ($1 = '%%' or email like $1 or raw_user_meta_data ->> 'full_name' ilike $1)`;
  const { rows } = await context.pool.query<UserRow>(
    `select * ${matching} order by created_at desc, id limit $2 offset $3`,
    [filter, perPage, Math.max(page - 1, 0) * perPage],
  );
  const counted = await context.pool.query<{ total: number }>(
    `select count(*)::int as total ${matching}`,
    [filter],
  );
  const total = counted.rows[0]?.total ?? 0;
  c.header("x-total-count", String(total));
  c.header("link", pageLinks(page, perPage, Math.ceil(total / perPage)));
  return c.json({ users: rows.map((user) => toUserJson(user, null)), aud: "authenticated" });
}

function pageLinks(page: number, perPage: number, totalPages: number): string {
  const link = (number: number, rel: string) =>
    `</admin/users?page=${number}&per_page=${perPage}>; rel="${rel}"`;
  const last = link(totalPages, "last");
  return totalPages > page ? `${link(page + 1, "next")}, ${last}` : last;
}

function readNumber(c: AuthRequest, name: string): number | undefined {
  const text = c.req.query(name) ?? "";
  if (text === "") return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AuthError(400, "validation_failed", `Bad Pagination Parameters: ${name}`);
}

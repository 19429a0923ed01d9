import { Client, DatabaseError } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "#sandbox/postgres/createDatabase";
import type { RunningPostgres } from "#sandbox/postgres/startPostgres";
import { startThrowawayPostgres } from "#sandbox/postgres/startThrowawayPostgres";
import { bootstrapSupabase } from "./bootstrapSupabase.ts";

const passwords = {
  postgres: "owner's \\ secret",
  authenticator: "door",
  supabase_auth_admin: "auth",
  supabase_storage_admin: "storage",
};

let postgres: RunningPostgres;
let owner: Client;

async function connectAs(user: string, password: string, database = "postgres") {
  const client = new Client({
    host: "127.0.0.1",
    port: postgres.port,
    user,
    password,
    database,
  });
  await client.connect();
  return client;
}

beforeAll(async () => {
  postgres = await startThrowawayPostgres();
  await bootstrapSupabase({ superuserUrl: postgres.superuserUrl(), passwords });
  owner = await connectAs("postgres", passwords.postgres);
});
afterAll(async () => {
  await owner?.end();
  await postgres?.stop();
});

async function refused(sql: string): Promise<string> {
  const error = await owner.query(sql).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(DatabaseError);
  return error instanceof DatabaseError ? `${error.code} ${error.message}` : "";
}

describe("roles", () => {
  test("postgres is not a superuser, the API roles cannot log in, only service_role and postgres pass RLS", async () => {
    const { rows } = await owner.query(
      `select rolname, rolsuper, rolcanlogin, rolbypassrls, rolinherit from pg_roles
       where rolname in ('anon','authenticated','service_role','authenticator','postgres') order by 1`,
    );
    expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
      "anon false false false true",
      "authenticated false false false true",
      "authenticator false true false false",
      "postgres false true true true",
      "service_role false false true true",
    ]);
  });

  test("authenticator may become the three API roles and has none of their rights before", async () => {
    const client = await connectAs("authenticator", passwords.authenticator);
    await expect(client.query("select * from storage.objects")).rejects.toThrow(
      /permission denied/,
    );
    for (const role of ["anon", "authenticated", "service_role"]) {
      await client.query(`set role ${role}`);
      await client.query("reset role");
    }
    await expect(client.query("set role postgres")).rejects.toThrow(/permission denied/);
    await client.end();
  });
});

describe("what migrations may do as postgres", () => {
  test("trigger, foreign key and policy on auth.users", async () => {
    await owner.query("begin");
    await owner.query(
      "create table public.profiles (id uuid primary key references auth.users on delete cascade)",
    );
    await owner.query(`create function public.on_user() returns trigger language plpgsql security definer
      set search_path = '' as $$ begin insert into public.profiles values (new.id); return new; end; $$`);
    await owner.query("drop trigger if exists on_user on auth.users");
    await owner.query(
      "create trigger on_user after insert on auth.users for each row execute function public.on_user()",
    );
    await owner.query(
      "create policy mine on auth.users for select to authenticated using (id = (select auth.uid()))",
    );
    await owner.query(
      "insert into auth.users (id, email) values (gen_random_uuid(), 'a@example.com')",
    );
    expect((await owner.query("select count(*)::int as n from public.profiles")).rows[0].n).toBe(1);
    await owner.query("drop trigger on_user on auth.users");
    await owner.query("drop table public.profiles");
    await owner.query("rollback");
  });

  test("buckets, and policies on storage.objects", async () => {
    await owner.query("begin");
    await owner.query("insert into storage.buckets (id, name) values ('recordings', 'recordings')");
    await owner.query(`create policy own on storage.objects for all to authenticated
      using (bucket_id = 'recordings' and (storage.foldername(name))[1] = (select auth.uid()::text))`);
    await owner.query("alter policy own on storage.objects to authenticated using (false)");
    const policies = "select count(*)::int as n from pg_policies where policyname = 'own'";
    expect((await owner.query(policies)).rows[0].n).toBe(1);
    await owner.query("drop policy own on storage.objects");
    expect((await owner.query(policies)).rows[0].n).toBe(0);
    await owner.query("rollback");
  });

  test.each(["pgcrypto", "uuid-ossp", "pg_trgm", "citext", "btree_gist", "unaccent"])(
    "extension %s into schema extensions",
    async (name) => {
      await owner.query(`create extension if not exists "${name}" with schema extensions`);
      const { rows } = await owner.query(
        "select extnamespace::regnamespace::text as schema from pg_extension where extname = $1",
        [name],
      );
      expect(rows).toEqual([{ schema: "extensions" }]);
    },
  );

  test("its own schemas, publication tables, functions for the API roles", async () => {
    await owner.query("begin");
    await owner.query("create schema private; grant usage on schema private to authenticated");
    await owner.query("create table public.leads (id int primary key)");
    await owner.query("alter publication supabase_realtime add table public.leads");
    const { rows } = await owner.query(
      "select tablename from pg_publication_tables where pubname = 'supabase_realtime'",
    );
    expect(rows).toEqual([{ tablename: "leads" }]);
    await owner.query("set local role service_role");
    await owner.query("reset role");
    await owner.query("rollback");
  });
});

describe("what hosted Supabase refuses postgres", () => {
  test.each([
    ["alter table storage.objects enable row level security", /^42501 must be owner of table/],
    ["alter table auth.users add column team text", /^42501 must be owner of table/],
    ["create table auth.extra (id int)", /^42501/],
    ["create index on auth.users (created_at)", /^42501/],
    [
      "create or replace function auth.uid() returns uuid language sql as 'select null::uuid'",
      /^42501/,
    ],
    ["drop table storage.objects", /^42501/],
    ["drop function auth.uid() cascade", /^42501/],
    ["drop event trigger guard_platform_drop", /^42501/],
    ["alter role supabase_admin login", /^42501/],
    ["set role supabase_auth_admin", /^42501/],
    ["copy (select 1) to program 'true'", /^42501/],
  ])("%s", async (sql, answer) => {
    expect(await refused(sql)).toMatch(answer);
  });

  test("deleting rows of storage past the Storage API", async () => {
    expect(await refused("delete from storage.objects")).toMatch(/^42501 Direct deletion/);
  });
});

describe("grants on new tables in public", () => {
  const grants = `select has_table_privilege('authenticated', 'public.fresh', 'select') as reads,
    has_table_privilege('service_role', 'public.fresh', 'insert') as service_writes,
    has_table_privilege('anon', 'public.fresh', 'references') as leftover`;

  test("are the migration's own, as hosted since October 2026", async () => {
    await owner.query("begin; create table public.fresh (id int)");
    expect((await owner.query(grants)).rows).toEqual([
      { reads: false, service_writes: false, leftover: true },
    ]);
    await owner.query("rollback");
  });

  test("come by themselves where asked for, and a migration's change of that survives the next start", async () => {
    const superuserUrl = await createDatabase({
      superuserUrl: postgres.superuserUrl(),
      name: "exposing",
    });
    await bootstrapSupabase({ superuserUrl, passwords, exposeNewTables: true });
    const client = await connectAs("postgres", passwords.postgres, "exposing");
    await client.query("begin; create table public.fresh (id int)");
    expect((await client.query(grants)).rows).toEqual([
      { reads: true, service_writes: true, leftover: true },
    ]);
    await client.query("rollback");
    await client.query(
      "alter default privileges in schema public revoke select on tables from authenticated",
    );
    await bootstrapSupabase({ superuserUrl, passwords, exposeNewTables: true });
    await client.query("begin; create table public.fresh (id int)");
    expect((await client.query(grants)).rows[0].reads).toBe(false);
    await client.end();
  });
});

test("parallel preparations of one cluster, twice each, all succeed", async () => {
  const urls = await Promise.all(
    ["one", "two", "three"].map((name) =>
      createDatabase({ superuserUrl: postgres.superuserUrl(), name }),
    ),
  );
  const preparations = [...urls, ...urls].map((superuserUrl) =>
    bootstrapSupabase({ superuserUrl, passwords }),
  );
  expect((await Promise.allSettled(preparations)).map((one) => one.status)).toEqual(
    preparations.map(() => "fulfilled"),
  );
});

test("claims of the request are read by auth.uid, auth.role, auth.email and auth.jwt", async () => {
  const client = await connectAs("authenticator", passwords.authenticator);
  await client.query("begin; set local role authenticated");
  await client.query("select set_config('request.jwt.claims', $1, true)", [
    JSON.stringify({
      sub: "8f6f0f5e-9d0c-4c43-9f0c-0a3a3a2d6a11",
      role: "authenticated",
      email: "a@example.com",
    }),
  ]);
  const { rows } = await client.query(
    "select auth.uid() as uid, auth.role() as role, auth.email() as email, auth.jwt() ->> 'sub' as sub",
  );
  expect(rows).toEqual([
    {
      uid: "8f6f0f5e-9d0c-4c43-9f0c-0a3a3a2d6a11",
      role: "authenticated",
      email: "a@example.com",
      sub: "8f6f0f5e-9d0c-4c43-9f0c-0a3a3a2d6a11",
    },
  ]);
  await client.query("rollback");
  await client.query("set role anon");
  expect((await client.query("select auth.uid() as uid")).rows).toEqual([{ uid: null }]);
  await client.end();
});

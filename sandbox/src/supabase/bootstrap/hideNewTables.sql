-- Runs after exposeNewTables.sql.
-- Since 30 October 2026 hosted projects no longer expose new tables of `public` by themselves: what
-- `postgres` creates there needs explicit grants. Statements as the dashboard and the CLI run them
-- (https://supabase.com/changelog/45329-breaking-change-tables-not-exposed-to-data-and-graphql-api-automatically).
alter default privileges for role postgres in schema public
  revoke select, insert, update, delete on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke usage, select on sequences from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke execute on functions from anon, authenticated, service_role;

-- The roles of a hosted Supabase cluster (source: supabase/postgres, migrations/db). Cluster-wide.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('anon', 'nologin inherit nobypassrls'),
      ('authenticated', 'nologin inherit nobypassrls'),
      ('service_role', 'nologin inherit bypassrls'),
      ('authenticator', 'login noinherit nobypassrls'),
      ('postgres', 'login inherit createdb createrole replication bypassrls'),
      ('supabase_auth_admin', 'login noinherit nobypassrls'),
      ('supabase_storage_admin', 'login noinherit nobypassrls')
    ) as roles (name, attributes)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      execute format('create role %I', wanted.name);
    end if;
    execute format('alter role %I nosuperuser %s', wanted.name, wanted.attributes);
  end loop;
end;
$$;

grant anon, authenticated, service_role to authenticator with inherit false, set true;
grant anon, authenticated, service_role to supabase_storage_admin with inherit false, set true;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

-- Hosted lets `postgres` create and drop policies and triggers on tables of auth and storage through
-- the extension supautils. Here it inherits their owners instead; guards.sql takes back the rest.
grant supabase_auth_admin, supabase_storage_admin to postgres with inherit true, set false, admin false;

alter role supabase_admin set search_path to "$user", public, auth, extensions;
alter role postgres set search_path to "$user", public, extensions;
alter role supabase_auth_admin set search_path to auth;
alter role supabase_storage_admin set search_path to storage;

alter role anon set statement_timeout to '3s';
alter role authenticated set statement_timeout to '8s';
alter role authenticator set statement_timeout to '8s';
alter role authenticator set lock_timeout to '8s';
alter role supabase_auth_admin set idle_in_transaction_session_timeout to '60s';

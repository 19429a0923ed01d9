-- Organisations, the people in them, and who may do what.
-- One person belongs to one organisation at most: every rule below is then one look-up by user id.

create schema private;
grant usage on schema private to anon, authenticated, service_role;

-- What no name that others read may hold: control characters and line ends (names stand in subjects
-- of mails), marks that turn the direction of text around, and web addresses (we mail names to strangers).
create function private.unfit_for_a_name() returns text
language sql immutable set search_path = '' as $$
  select '[\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|://'
$$;

create type public.member_role as enum ('rep', 'manager', 'admin');

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120 and name !~ private.unfit_for_a_name()),
  -- Null until the first admin has named it; sign-up gives a provisional name.
  named_at timestamptz,
  created_at timestamptz not null default now()
);

create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  email text not null,
  full_name text not null
    check (length(full_name) between 1 and 120 and full_name !~ private.unfit_for_a_name()),
  -- Null until the person has proved the address; sending, buying and calling wait for it.
  address_proven_at timestamptz,
  created_at timestamptz not null default now()
);
create index profiles_email on public.profiles (email);

create table public.memberships (
  user_id uuid primary key references public.profiles (user_id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  role public.member_role not null,
  created_at timestamptz not null default now(),
  unique (organization_id, user_id)
);

-- Operators run the service for all organisations. Written by `npm run operator` alone.
create table public.operators (
  user_id uuid primary key references public.profiles (user_id) on delete cascade,
  created_at timestamptz not null default now()
);

-- ---------------------------------------------------------------------------------------------
-- The caller. All are SECURITY DEFINER because the policies of the tables they read call them:
-- read with the caller's rights they would recurse. Wrap calls in (select …), so that Postgres
-- evaluates them once a statement and not once a row.

-- The caller's id while their session lives: a signed-out session's token reads nothing from the
-- next request on, though it has not lapsed.
create function private.user_id() returns uuid
language sql stable security definer set search_path = '' as $$
  select s.user_id from auth.sessions s
  where s.id = nullif(auth.jwt() ->> 'session_id', '')::uuid and s.user_id = auth.uid()
$$;

create function private.organization_id() returns uuid
language sql stable security definer set search_path = '' as $$
  select m.organization_id from public.memberships m where m.user_id = private.user_id()
$$;

create function private.has_role(needed public.member_role) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((select m.role >= needed from public.memberships m where m.user_id = private.user_id()), false)
$$;

create function private.address_is_proven() returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((select p.address_proven_at is not null from public.profiles p where p.user_id = private.user_id()), false)
$$;

create function private.is_operator() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.operators o where o.user_id = private.user_id())
$$;

-- Ends a statement with one of the product's own error codes (shared/src/errors.ts) and its status.
create function private.refuse(status integer, code text) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'PT' || status, message = code;
end $$;

-- A text from outside as a name: what is unfit for one becomes a space.
create function private.fit_for_a_name(given text) returns text
language sql immutable set search_path = '' as $$
  select trim(regexp_replace(given, private.unfit_for_a_name(), ' ', 'g'))
$$;

-- ---------------------------------------------------------------------------------------------
-- What roles may touch at all is said table by table and function by function; nothing comes by default.

alter default privileges in schema public revoke all on tables from anon, authenticated;
-- Postgres opens a new function to everyone unless the default is revoked for all schemas.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke execute on functions from anon, authenticated;
revoke all on all tables in schema public from anon, authenticated;
revoke execute on all functions in schema private from public;
grant execute on function
  private.user_id(), private.organization_id(), private.has_role(public.member_role),
  private.address_is_proven(), private.is_operator(), private.refuse(integer, text),
  private.unfit_for_a_name()
  to anon, authenticated, service_role;

alter table public.organizations enable row level security;
alter table public.profiles enable row level security;
alter table public.memberships enable row level security;
alter table public.operators enable row level security;
grant all on public.organizations, public.profiles, public.memberships, public.operators to service_role;

grant select, update (name, named_at) on public.organizations to authenticated;
create policy "members and operators see it" on public.organizations for select to authenticated
  using (id = (select private.organization_id()) or (select private.is_operator()));
create policy "admins name it" on public.organizations for update to authenticated
  using (id = (select private.organization_id()) and (select private.has_role('admin')))
  with check (id = (select private.organization_id()));

grant select, update (full_name) on public.profiles to authenticated;
create policy "own" on public.profiles for select to authenticated
  using (user_id = (select private.user_id()));
create policy "colleagues" on public.profiles for select to authenticated
  using (user_id in (select m.user_id from public.memberships m));
create policy "own name" on public.profiles for update to authenticated
  using (user_id = (select private.user_id()))
  with check (user_id = (select private.user_id()));

grant select, update (role), delete on public.memberships to authenticated;
create policy "members see each other" on public.memberships for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "admins change roles" on public.memberships for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')))
  with check (organization_id = (select private.organization_id()));
create policy "admins remove" on public.memberships for delete to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')));

grant select on public.operators to authenticated;
create policy "own" on public.operators for select to authenticated
  using (user_id = (select private.user_id()));

-- ---------------------------------------------------------------------------------------------
-- What follows a change of membership

-- Shows the role in the access token's app_metadata.app_role. For display: no rule reads it.
-- SECURITY DEFINER: members may not write auth.users.
create function private.show_role_in_token() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update auth.users
  set raw_app_meta_data = case
    when tg_op = 'DELETE' then coalesce(raw_app_meta_data, '{}') - 'app_role'
    else coalesce(raw_app_meta_data, '{}') || jsonb_build_object('app_role', new.role)
  end
  where id = coalesce(new.user_id, old.user_id);
  return null;
end $$;

create trigger show_role_in_token after insert or update of role or delete on public.memberships
  for each row execute function private.show_role_in_token();

-- An organisation keeps an admin; its last person leaves it by deleting the account alone. The
-- organisation's row is locked, so that two admins who demote or remove each other at once do not
-- both succeed. SECURITY DEFINER: members may not lock it.
create function private.keep_an_admin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.organizations where id = old.organization_id for update;
  if found
    and not exists (select from public.memberships where organization_id = old.organization_id and role = 'admin')
    and (exists (select from public.memberships where organization_id = old.organization_id)
      or exists (select from public.profiles where user_id = old.user_id))
  then
    perform private.refuse(409, 'last_admin');
  end if;
  return null;
end $$;

create trigger keep_an_admin after update of role or delete on public.memberships
  for each row when (old.role = 'admin') execute function private.keep_an_admin();

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

create table public.memberships (
  user_id uuid primary key references public.profiles (user_id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  role public.member_role not null,
  created_at timestamptz not null default now(),
  unique (organization_id, user_id)
);

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  -- One plain address: Mailgun reads a comma as the start of another recipient.
  email text not null
    check (email = lower(email) and length(email) <= 254 and email ~ '^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$'),
  role public.member_role not null,
  invited_by uuid not null references public.profiles (user_id) on delete cascade,
  -- SHA-256 (hex) of the mailed token; null until the mail is drained, which mints the token.
  token_hash text unique,
  expires_at timestamptz,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index invitations_pending on public.invitations (organization_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_newest on public.invitations (organization_id, created_at);
create index invitations_invited_by on public.invitations (invited_by);

-- Operators run the service for all organisations. Written by `npm run operator` alone.
create table public.operators (
  user_id uuid primary key references public.profiles (user_id) on delete cascade,
  created_at timestamptz not null default now()
);

-- Proof of a mail address: the hash of a mailed token, good once, for a while.
create table public.email_proofs (
  token_hash text primary key,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  email text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index email_proofs_user on public.email_proofs (user_id);

-- Mail that must go out, written in its cause's own transaction and drained by the Worker.
-- It holds no token and no link: those are minted when the row is drained.
create table public.mail_outbox (
  id uuid primary key default gen_random_uuid(),
  template text not null
    check (template in ('verify_email', 'reset_password', 'invite_member', 'password_changed')),
  recipient text not null,
  user_id uuid references public.profiles (user_id) on delete cascade,
  invitation_id uuid references public.invitations (id) on delete cascade,
  status text not null default 'due' check (status in ('due', 'sending', 'unknown', 'sent', 'failed')),
  attempts integer not null default 0,
  -- When the row is next to be taken; for a row being sent, when its lease lapses.
  next_attempt_at timestamptz not null default now(),
  -- Since when it is not known whether the mail went out; null while it is.
  unclear_since timestamptz,
  message_id text,
  last_error text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  check ((template = 'invite_member') = (invitation_id is not null)),
  check ((template = 'invite_member') = (user_id is null))
);
create index mail_outbox_next on public.mail_outbox (next_attempt_at)
  where status in ('due', 'sending', 'unknown');
create index mail_outbox_user on public.mail_outbox (user_id, created_at);
create index mail_outbox_recipient on public.mail_outbox (recipient, template, created_at);
create index mail_outbox_invitation on public.mail_outbox (invitation_id);

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

create function private.token_hash(token text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(token, 'UTF8')), 'hex')
$$;

-- Ends a statement with one of the product's own error codes (shared/src/errors.ts) and its status.
create function private.refuse(status integer, code text) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'PT' || status, message = code;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Row level security

alter table public.organizations enable row level security;
alter table public.profiles enable row level security;
alter table public.memberships enable row level security;
alter table public.invitations enable row level security;
alter table public.operators enable row level security;
alter table public.email_proofs enable row level security;
alter table public.mail_outbox enable row level security;

-- What roles may touch at all is said table by table; nothing comes by default.
alter default privileges in schema public revoke all on tables from anon, authenticated;
-- Postgres opens a new function to everyone unless the default is revoked for all schemas.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke execute on functions from anon, authenticated;
revoke all on all tables in schema public from anon, authenticated;
revoke execute on all functions in schema private from public;
grant execute on function
  private.user_id(), private.organization_id(), private.has_role(public.member_role),
  private.address_is_proven(), private.is_operator(), private.token_hash(text),
  private.refuse(integer, text), private.unfit_for_a_name()
  to anon, authenticated, service_role;

grant all on public.organizations, public.profiles, public.memberships, public.invitations,
  public.operators, public.email_proofs, public.mail_outbox to service_role;

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

-- The token's hash is no column of theirs. Inviting goes by invite_member, which also writes the mail.
grant select (id, organization_id, email, role, invited_by, expires_at, accepted_at, revoked_at, created_at),
  update (revoked_at) on public.invitations to authenticated;
create policy "admins see" on public.invitations for select to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')));
create policy "admins revoke" on public.invitations for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')))
  with check (organization_id = (select private.organization_id()) and revoked_at is not null);

grant select on public.operators to authenticated;
create policy "own" on public.operators for select to authenticated
  using (user_id = (select private.user_id()));

-- ---------------------------------------------------------------------------------------------

-- Whether an address has had its fill of one kind of mail: five in an hour. Whoever asks, nobody is
-- to be pestered through us. SECURITY DEFINER: the outbox is the service's alone.
create function private.has_enough_mail(address text, kind text) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(*) >= 5 from public.mail_outbox o
  where o.recipient = address and o.template = kind and o.created_at > now() - interval '1 hour'
$$;
grant execute on function private.has_enough_mail(text, text) to service_role;

-- Sign-up. Runs inside Auth's own transaction, as Auth's role, which owns none of these tables:
-- hence SECURITY DEFINER. With an invitation's token the person joins and has proved the address
-- (the token came to it); without one they found an organisation and are asked for proof.

-- A text from outside as a name: what is unfit for one becomes a space.
create function private.fit_for_a_name(given text) returns text
language sql immutable set search_path = '' as $$
  select trim(regexp_replace(given, private.unfit_for_a_name(), ' ', 'g'))
$$;

create function private.on_user_created() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  given_name text := left(coalesce(
    nullif(private.fit_for_a_name(new.raw_user_meta_data ->> 'full_name'), ''),
    nullif(private.fit_for_a_name(split_part(new.email, '@', 1)), ''),
    'New member'), 120);
  token text := new.raw_user_meta_data ->> 'invitation_token';
  invitation public.invitations;
  founded uuid;
begin
  insert into public.profiles (user_id, email, full_name) values (new.id, new.email, given_name);

  if token is null then
    insert into public.organizations (name) values (left(given_name || '''s team', 120)) returning id into founded;
    insert into public.memberships (user_id, organization_id, role) values (new.id, founded, 'admin');
    insert into public.mail_outbox (template, recipient, user_id) values ('verify_email', new.email, new.id);
    return new;
  end if;

  select * into invitation from public.invitations i
  where i.token_hash = private.token_hash(token) and i.email = new.email
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  for update;
  if not found then
    perform private.refuse(410, 'link_spent');
  end if;
  update public.invitations set accepted_at = now() where id = invitation.id;
  insert into public.memberships (user_id, organization_id, role)
    values (new.id, invitation.organization_id, invitation.role);
  update public.profiles set address_proven_at = now() where user_id = new.id;
  -- The token is spent; nothing is gained by keeping it in every access token.
  update auth.users set raw_user_meta_data = raw_user_meta_data - 'invitation_token' where id = new.id;
  return new;
end $$;

create trigger on_user_created after insert on auth.users
  for each row execute function private.on_user_created();

-- A changed address is a new address to prove. SECURITY DEFINER: runs as Auth's role.
create function private.on_user_email_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.profiles set email = new.email, address_proven_at = null where user_id = new.id;
  delete from public.email_proofs where user_id = new.id;
  if not private.has_enough_mail(new.email, 'verify_email') then
    insert into public.mail_outbox (template, recipient, user_id) values ('verify_email', new.email, new.id);
  end if;
  return new;
end $$;

create trigger on_user_email_changed after update of email on auth.users
  for each row when (old.email is distinct from new.email)
  execute function private.on_user_email_changed();

-- A security notice after a change of password. SECURITY DEFINER: runs as Auth's role.
create function private.on_user_password_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not private.has_enough_mail(new.email, 'password_changed') then
    insert into public.mail_outbox (template, recipient, user_id) values ('password_changed', new.email, new.id);
  end if;
  return new;
end $$;

create trigger on_user_password_changed after update of encrypted_password on auth.users
  for each row when (old.encrypted_password is distinct from new.encrypted_password)
  execute function private.on_user_password_changed();

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

-- Who is an admin no longer leaves no invitation open: it could be a door of their own.
-- SECURITY DEFINER: the one who takes the role away may be the service, or Auth deleting an account.
create function private.revoke_invitations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.invitations set revoked_at = now()
  where organization_id = old.organization_id and invited_by = old.user_id
    and accepted_at is null and revoked_at is null;
  return null;
end $$;

create trigger revoke_invitations_of_demoted after update of role on public.memberships
  for each row when (old.role = 'admin' and new.role <> 'admin') execute function private.revoke_invitations();
create trigger revoke_invitations_of_removed after delete on public.memberships
  for each row when (old.role = 'admin') execute function private.revoke_invitations();

-- ---------------------------------------------------------------------------------------------
-- Functions called by rpc

-- Proves an address by a mailed token. SECURITY DEFINER: the token is the credential, and the link
-- may be opened where nobody is signed in. Answers the address.
create function public.prove_address(token text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  proof public.email_proofs;
begin
  delete from public.email_proofs p
  where p.token_hash = private.token_hash(token) and p.expires_at > now()
  returning * into proof;
  if not found then
    perform private.refuse(410, 'link_spent');
  end if;
  update public.profiles set address_proven_at = coalesce(address_proven_at, now())
  where user_id = proof.user_id and email = proof.email;
  if not found then
    perform private.refuse(410, 'link_spent');
  end if;
  delete from public.email_proofs where user_id = proof.user_id;
  return proof.email;
end $$;

-- Asks for another verification mail: at most one a minute, none once proved.
-- SECURITY DEFINER: the outbox is the service's alone.
create function public.resend_verification() returns void
language plpgsql security definer set search_path = '' as $$
declare
  me public.profiles;
begin
  select * into me from public.profiles where user_id = private.user_id() for update;
  if not found then
    perform private.refuse(401, 'not_signed_in');
  end if;
  if me.address_proven_at is not null or exists (
    select from public.mail_outbox o
    where o.user_id = me.user_id and o.template = 'verify_email' and o.created_at > now() - interval '1 minute'
  ) then
    return;
  end if;
  if private.has_enough_mail(me.email, 'verify_email') then
    perform private.refuse(429, 'rate_limited');
  end if;
  insert into public.mail_outbox (template, recipient, user_id) values ('verify_email', me.email, me.user_id);
end $$;

-- Writes the intent of a reset mail where the address has an account; at most one a minute, five an
-- hour: the newest link holds for an hour, so that asking in another's name locks nobody out.
-- Called by the service alone, which answers alike either way.
create function public.request_password_reset(address text) returns void
language plpgsql set search_path = '' as $$
declare
  person public.profiles;
begin
  select * into person from public.profiles where email = lower(address) for update;
  if not found or exists (
    select from public.mail_outbox o
    where o.user_id = person.user_id and o.template = 'reset_password' and o.created_at > now() - interval '1 minute'
  ) or private.has_enough_mail(person.email, 'reset_password') then
    return;
  end if;
  insert into public.mail_outbox (template, recipient, user_id) values ('reset_password', person.email, person.user_id);
end $$;
create index profiles_email on public.profiles (email);

-- Invites somebody; a pending invitation of the same address is replaced.
-- SECURITY DEFINER: it writes the outbox, which is the service's alone.
create function public.invite_member(address text, invited_role public.member_role) returns setof public.invitations
language plpgsql security definer set search_path = '' as $$
declare
  my_organization uuid := private.organization_id();
  invited public.invitations;
begin
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  if not private.address_is_proven() then
    perform private.refuse(403, 'address_unproven');
  end if;
  perform from public.organizations where id = my_organization for update;
  if exists (
    select from public.memberships m join public.profiles p using (user_id)
    where m.organization_id = my_organization and p.email = lower(address)
  ) then
    perform private.refuse(409, 'conflict');
  end if;
  -- Bounds on how much mail to strangers one organisation can cause, and to one of them.
  if private.has_enough_mail(lower(address), 'invite_member')
    or (select count(*) >= 200 or count(*) filter (where i.email = lower(address)) >= 5
        from public.invitations i
        where i.organization_id = my_organization and i.created_at > now() - interval '1 day')
  then
    perform private.refuse(429, 'rate_limited');
  end if;
  update public.invitations set revoked_at = now()
  where organization_id = my_organization and email = lower(address) and accepted_at is null and revoked_at is null;
  insert into public.invitations (organization_id, email, role, invited_by)
  values (my_organization, lower(address), invited_role, private.user_id())
  returning * into invited;
  insert into public.mail_outbox (template, recipient, invitation_id)
  values ('invite_member', invited.email, invited.id);
  invited.token_hash := null;
  return next invited;
end $$;

-- What the page behind an invitation shows. SECURITY DEFINER: the token is the credential.
create function public.preview_invitation(token text)
returns table (organization_name text, inviter_name text, email text, role public.member_role)
language sql stable security definer set search_path = '' as $$
  select o.name, p.full_name, i.email, i.role
  from public.invitations i
  join public.organizations o on o.id = i.organization_id
  join public.profiles p on p.user_id = i.invited_by
  where i.token_hash = private.token_hash(token)
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$$;

-- Takes an invitation with an account that exists already. The address must be the invited one, and
-- the person must leave nothing behind: no organisation, or one of their own alone without leads.
-- SECURITY DEFINER: nobody may write memberships directly.
create function public.accept_invitation(token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me public.profiles;
  mine public.memberships;
  invitation public.invitations;
begin
  select * into me from public.profiles where user_id = private.user_id() for update;
  if not found then
    perform private.refuse(401, 'not_signed_in');
  end if;
  select * into invitation from public.invitations i
  where i.token_hash = private.token_hash(token) and i.email = me.email
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  for update;
  if not found then
    perform private.refuse(410, 'link_spent');
  end if;
  select * into mine from public.memberships m where m.user_id = me.user_id;
  if found then
    perform from public.organizations where id = mine.organization_id for update;
    if exists (select from public.memberships m where m.organization_id = mine.organization_id and m.user_id <> me.user_id)
      or private.has_work(mine.organization_id)
    then
      perform private.refuse(409, 'conflict');
    end if;
    delete from public.organizations where id = mine.organization_id;
  end if;
  update public.invitations set accepted_at = now() where id = invitation.id;
  insert into public.memberships (user_id, organization_id, role)
  values (me.user_id, invitation.organization_id, invitation.role);
  update public.profiles set address_proven_at = coalesce(address_proven_at, now()) where user_id = me.user_id;
end $$;

-- ---------------------------------------------------------------------------------------------
-- The outbox, called by the service alone

-- Takes up to `most` rows that are due. A row comes back with the status it had: 'due' may be sent,
-- any other may have been sent already and is looked up first. A crash leaves it 'sending' until
-- the lease lapses.
create function public.claim_mail(most integer, lease_seconds integer) returns setof public.mail_outbox
language sql set search_path = '' as $$
  with taken as (
    select o.* from public.mail_outbox o
    where o.status in ('due', 'sending', 'unknown') and o.next_attempt_at <= now()
    order by o.next_attempt_at
    limit most
    for update skip locked
  ), leased as (
    update public.mail_outbox o
    set status = 'sending',
      next_attempt_at = now() + make_interval(secs => lease_seconds)
    from taken t where o.id = t.id
    returning o.id
  )
  select t.* from taken t join leased using (id)
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on function public.prove_address(text), public.preview_invitation(text) to anon, authenticated;
grant execute on function public.resend_verification(), public.invite_member(text, public.member_role),
  public.accept_invitation(text) to authenticated;
grant execute on all functions in schema public to service_role;

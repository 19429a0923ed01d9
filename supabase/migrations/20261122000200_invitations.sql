-- Invitations into an organisation: mailed, good once, for a while.

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

-- What is kept of a mailed token: its SHA-256 (hex).
create function private.token_hash(token text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(token, 'UTF8')), 'hex')
$$;
grant execute on function private.token_hash(text) to anon, authenticated, service_role;

alter table public.invitations enable row level security;
grant all on public.invitations to service_role;

-- The token's hash is no column of theirs. Inviting goes by invite_member, which also writes the mail.
grant select (id, organization_id, email, role, invited_by, expires_at, accepted_at, revoked_at, created_at),
  update (revoked_at) on public.invitations to authenticated;
create policy "admins see" on public.invitations for select to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')));
create policy "admins revoke" on public.invitations for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')))
  with check (organization_id = (select private.organization_id()) and revoked_at is not null);

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

grant execute on function public.preview_invitation(text) to anon, authenticated, service_role;
grant execute on function public.invite_member(text, public.member_role), public.accept_invitation(text)
  to authenticated, service_role;

-- What happens when an account is made or changed, and the proof of its address.

-- Proof of a mail address: the hash of a mailed token, good once, for a while.
create table public.email_proofs (
  token_hash text primary key,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  email text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index email_proofs_user on public.email_proofs (user_id);

alter table public.email_proofs enable row level security;
grant all on public.email_proofs to service_role;

-- Sign-up. Runs inside Auth's own transaction, as Auth's role, which owns none of these tables:
-- hence SECURITY DEFINER. With an invitation's token the person joins and has proved the address
-- (the token came to it); without one they found an organisation and are asked for proof.
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

grant execute on function public.prove_address(text) to anon, authenticated, service_role;
grant execute on function public.resend_verification() to authenticated, service_role;
grant execute on function public.request_password_reset(text) to service_role;

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

alter table public.mail_outbox enable row level security;
grant all on public.mail_outbox to service_role;

-- Whether an address has had its fill of one kind of mail: five in an hour. Whoever asks, nobody is
-- to be pestered through us. SECURITY DEFINER: the outbox is the service's alone.
create function private.has_enough_mail(address text, kind text) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(*) >= 5 from public.mail_outbox o
  where o.recipient = address and o.template = kind and o.created_at > now() - interval '1 hour'
$$;
grant execute on function private.has_enough_mail(text, text) to service_role;

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

grant execute on function public.claim_mail(integer, integer) to service_role;

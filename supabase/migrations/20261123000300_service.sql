-- What operators set for the whole service, alerts to them, and the letterbox of webhooks.

create table public.service_settings (
  is_only boolean primary key default true check (is_only),
  -- Where admin alerts are mailed.
  alert_address text not null
    check (alert_address = lower(alert_address) and length(alert_address) <= 254 and alert_address ~ '^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$'),
  -- A desktop older than this is told to update.
  minimum_desktop_version text not null default '0.0.0' check (minimum_desktop_version ~ '^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$')
);
insert into public.service_settings (alert_address) values ('admin@miodiollc.com');

alter table public.service_settings enable row level security;
grant all on public.service_settings to service_role;
grant select, update (alert_address, minimum_desktop_version) on public.service_settings to authenticated;
create policy "operators see them" on public.service_settings for select to authenticated
  using ((select private.is_operator()));
create policy "operators set them" on public.service_settings for update to authenticated
  using ((select private.is_operator())) with check ((select private.is_operator()));

create trigger note_change after update on public.service_settings
  for each row execute function private.note_change('service_settings', 'is_only', '', '');

create function private.tell_of_service() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell(null, 'service');
  return null;
end $$;
create trigger tell after update on public.service_settings
  for each statement execute function private.tell_of_service();

-- ---------------------------------------------------------------------------------------------
-- Admin alerts: mails to whoever runs the service, written in their cause's own transaction.

alter table public.mail_outbox
  drop constraint mail_outbox_template_check,
  drop constraint mail_outbox_check1,
  drop constraint mail_outbox_check3,
  -- Whose admins may see how it fared; null: the service's alone.
  add column organization_id uuid references public.organizations (id) on delete set null,
  add check (template in ('verify_email', 'reset_password', 'invite_member', 'password_changed', 'outcome_mail', 'admin_alert')),
  add check (template in ('invite_member', 'admin_alert') or user_id is not null),
  add check (template <> 'invite_member' or user_id is null),
  add check ((template in ('outcome_mail', 'admin_alert')) = (subject is not null and body is not null));

-- ---------------------------------------------------------------------------------------------
-- Webhooks: each message is taken once, whatever its sender repeats.

create table public.webhook_messages (
  id uuid primary key default gen_random_uuid(),
  -- Who sends: 'feature_flags' and later others.
  source text not null check (source ~ '^[a-z]+(_[a-z]+)*$'),
  -- The sender's own id of the message.
  external_id text not null check (length(external_id) between 1 and 200),
  -- What it said, verified and parsed: enough to do it again.
  payload jsonb not null,
  status text not null default 'processing' check (status in ('processing', 'done', 'failed')),
  attempts integer not null default 1,
  last_error text,
  organization_id uuid references public.organizations (id) on delete cascade,
  received_at timestamptz not null default now(),
  -- When the work on it began last; one that has died may be taken over a minute later.
  claimed_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (source, external_id)
);
create index webhook_messages_newest on public.webhook_messages (received_at desc, id);
create index webhook_messages_of_organization on public.webhook_messages (organization_id, received_at desc);

alter table public.webhook_messages enable row level security;
grant all on public.webhook_messages to service_role;

-- Takes a message to be worked on: 'claimed', or 'done' where that has happened, or 'busy' where it is happening.
create function public.claim_webhook(source text, external_id text, payload jsonb) returns table (id uuid, state text)
language plpgsql set search_path = '' as $$
begin
  insert into public.webhook_messages as w (source, external_id, payload)
  values (claim_webhook.source, claim_webhook.external_id, claim_webhook.payload)
  on conflict on constraint webhook_messages_source_external_id_key do nothing
  returning w.id into claim_webhook.id;
  if claim_webhook.id is not null then
    state := 'claimed';
    return next;
    return;
  end if;
  select w.id, case when w.status = 'done' then 'done'
      when w.status = 'processing' and w.claimed_at > now() - interval '1 minute' then 'busy' else 'claimed' end
  into claim_webhook.id, state
  from public.webhook_messages w
  where w.source = claim_webhook.source and w.external_id = claim_webhook.external_id
  for update;
  if state = 'claimed' then
    update public.webhook_messages w
    -- As it is said now: what is tried again later is what was tried last.
    set status = 'processing', attempts = w.attempts + 1, claimed_at = now(), last_error = null,
      payload = claim_webhook.payload
    where w.id = claim_webhook.id;
  end if;
  return next;
end $$;

grant execute on function public.claim_webhook(text, text, jsonb),
  private.tell(uuid, text, uuid, uuid, public.member_role) to service_role;

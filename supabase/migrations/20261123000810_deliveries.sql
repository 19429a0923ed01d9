-- How mails and webhooks fare, for admins and operators; what failed is tried again; alerts written by hand.

alter table public.mail_outbox
  -- When a given-up mail was put back; its day begins anew then.
  add column replayed_at timestamptz,
  -- An alert that a person wrote.
  add column is_by_hand boolean not null default false;

create index mail_outbox_newest on public.mail_outbox (created_at desc, id desc);
create index mail_outbox_of_organization on public.mail_outbox (organization_id, created_at desc, id desc);
create index mail_outbox_failed on public.mail_outbox (created_at desc, id desc) where status = 'failed';
create index mail_outbox_open on public.mail_outbox (created_at desc, id desc) where status in ('due', 'sending', 'unknown');
create index mail_outbox_alerts on public.mail_outbox (created_at desc, id desc) where template = 'admin_alert';
create index webhook_messages_unfinished on public.webhook_messages (received_at desc, id) where status <> 'done';

-- Whose mail it is: the call's, the invitation's, or the person's organisation; an alert says it itself.
-- SECURITY DEFINER: mails are written in whatever role their cause is.
create function private.own_mail() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.organization_id := coalesce(
    (select c.organization_id from public.calls c where c.id = new.call_id),
    (select i.organization_id from public.invitations i where i.id = new.invitation_id),
    (select m.organization_id from public.memberships m where m.user_id = new.user_id));
  return new;
end $$;
create trigger own_mail before insert on public.mail_outbox for each row
  when (new.organization_id is null and new.template <> 'admin_alert') execute function private.own_mail();
update public.mail_outbox o set organization_id = coalesce(
  (select c.organization_id from public.calls c where c.id = o.call_id),
  (select i.organization_id from public.invitations i where i.id = o.invitation_id),
  (select m.organization_id from public.memberships m where m.user_id = o.user_id))
where o.organization_id is null and o.template <> 'admin_alert';

-- Tells operators, wherever they are members. SECURITY DEFINER: who is one is nobody's to read.
create function private.tell_operators(kind text) returns void
language sql security definer set search_path = '' as $$
  select private.tell(m.organization_id, tell_operators.kind, null, o.user_id)
  from public.operators o join public.memberships m using (user_id)
$$;

-- One event a mail, when it was sent or was not; operators hear of alerts and of what was given up alone.
create function private.tell_of_mail() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.organization_id is not null then
    perform private.tell(new.organization_id, 'deliveries', null, null, 'admin');
  end if;
  if new.template = 'admin_alert' or 'failed' in (old.status, new.status) then
    perform private.tell_operators('deliveries');
  end if;
  return null;
end $$;
create trigger tell after update of status on public.mail_outbox for each row
  when (new.status <> old.status and new.status <> 'sending') execute function private.tell_of_mail();

-- Ends the work on a message: well, or with what went wrong, which frees it to be tried again. What is
-- nobody's is told to operators, not to all organisations.
create function public.finish_webhook(message uuid, error text, organization uuid default null) returns void
language plpgsql set search_path = '' as $$
begin
  update public.webhook_messages w
  set status = case when error is null then 'done' else 'failed' end, last_error = left(error, 1000),
    organization_id = coalesce(organization, w.organization_id), finished_at = now()
  where w.id = message and w.status = 'processing';
  if organization is not null then
    perform private.tell(organization, 'deliveries', null, null, 'admin');
  end if;
  perform private.tell_operators('deliveries');
end $$;
grant execute on function private.tell_operators(text), public.finish_webhook(uuid, text, uuid) to service_role;

-- ---------------------------------------------------------------------------------------------
-- Reading

-- A mail's state as people read it.
create function private.mail_state(mail public.mail_outbox) returns text
language sql immutable set search_path = '' as $$
  select case mail.status when 'sent' then 'sent' when 'failed' then 'given_up'
    else case when mail.attempts > 0 then 'retrying' else 'waiting' end end
$$;

-- A mail goes out within seconds; one that has not after five minutes is late.
create function private.mail_is_late(mail public.mail_outbox) returns boolean
language sql stable set search_path = '' as $$
  select mail.status not in ('sent', 'failed')
    and coalesce(mail.replayed_at, mail.created_at) < now() - interval '5 minutes'
$$;

-- A message's state as people read it: work on it that began more than a minute ago has died.
create function private.webhook_state(message public.webhook_messages) returns text
language sql stable set search_path = '' as $$
  select case when message.status = 'processing' and message.claimed_at < now() - interval '1 minute' then 'stuck'
    else message.status end
$$;

-- Whose deliveries the caller may see: null for all of the service (operators), else their own organisation's (admins).
create function private.deliveries_of(whole_service boolean) returns uuid
language plpgsql stable set search_path = '' as $$
begin
  if whole_service then
    perform private.require_operator();
    return null;
  end if;
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  return private.organization_id();
end $$;

-- The last day by state, and what waits longer than it should. SECURITY DEFINER, as all below: outbox and messages are
-- the service's alone, and each function says itself who sees what.
create function public.summarize_deliveries(whole_service boolean) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid := private.deliveries_of(whole_service);
begin
  return (
    select jsonb_build_object('mails', jsonb_build_object(
      'sent', count(*) filter (where o.status = 'sent'), 'given_up', count(*) filter (where o.status = 'failed'),
      'waiting', count(*) filter (where o.status not in ('sent', 'failed') and o.attempts = 0),
      'retrying', count(*) filter (where o.status not in ('sent', 'failed') and o.attempts > 0)))
    from public.mail_outbox o
    where o.created_at > now() - interval '1 day' and (whole_service or o.organization_id = mine)
  ) || (
    select jsonb_build_object('lateMails', count(*), 'oldestLateMailAt', min(o.created_at))
    from public.mail_outbox o
    where o.status in ('due', 'sending', 'unknown') and private.mail_is_late(o)
      and (whole_service or o.organization_id = mine)
  ) || (
    select jsonb_build_object('webhooks', coalesce(jsonb_agg(to_jsonb(s) order by s.source), '[]'))
    from (select w.source, count(*) filter (where private.webhook_state(w) = 'done') as done,
        count(*) filter (where private.webhook_state(w) = 'processing') as processing,
        count(*) filter (where private.webhook_state(w) = 'stuck') as stuck,
        count(*) filter (where private.webhook_state(w) = 'failed') as failed
      from public.webhook_messages w
      where (w.received_at > now() - interval '1 day' or w.status <> 'done')
        and (whole_service or w.organization_id = mine)
      group by w.source) s
  );
end $$;

-- Mails, the newest first; `after_…` is the last row of the page before. Never their text. Operators see neither whom an
-- organisation writes to nor about what; admins do not see where alerts go.
create function public.list_mails(whole_service boolean, wanted_state text, after_at timestamptz, after_id uuid, most integer)
returns table (id uuid, template text, recipient text, subject text, state text, attempts integer, last_error text,
  created_at timestamptz, sent_at timestamptz, next_attempt_at timestamptz, replayed_at timestamptz, is_late boolean,
  organization_id uuid, organization_name text)
language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid := private.deliveries_of(whole_service);
begin
  return query execute format(
    'select o.id, o.template,
       case when o.template <> case when $1 then ''outcome_mail'' else ''admin_alert'' end then o.recipient end,
       case when not ($1 and o.template = ''outcome_mail'') then o.subject end,
       private.mail_state(o), o.attempts,
       case when $1 and o.template = ''outcome_mail'' then substring(o.last_error from ''^[^:]{0,60}'') else o.last_error end,
       o.created_at, o.sent_at, case when o.status in (''due'', ''sending'', ''unknown'') then o.next_attempt_at end,
       o.replayed_at, private.mail_is_late(o), o.organization_id, g.name
     from public.mail_outbox o left join public.organizations g on g.id = o.organization_id
     where %s %s and ($3 is null or (o.created_at, o.id) < ($3, $4))
     order by o.created_at desc, o.id desc limit $5',
    case when whole_service then 'true' else 'o.organization_id = $2' end,
    case wanted_state when 'sent' then 'and o.status = ''sent''' when 'given_up' then 'and o.status = ''failed'''
      when 'waiting' then 'and o.status in (''due'', ''sending'', ''unknown'') and o.attempts = 0'
      when 'retrying' then 'and o.status in (''due'', ''sending'', ''unknown'') and o.attempts > 0' else '' end)
  using whole_service, mine, after_at, after_id, most;
end $$;

-- Messages that webhooks brought, the newest first; never what they said.
create function public.list_webhooks(whole_service boolean, wanted_state text, after_at timestamptz, after_id uuid, most integer)
returns table (id uuid, source text, external_id text, state text, attempts integer, last_error text,
  received_at timestamptz, finished_at timestamptz, organization_id uuid, organization_name text)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  mine uuid := private.deliveries_of(whole_service);
begin
  return query
    select w.id, w.source, w.external_id, private.webhook_state(w), w.attempts, w.last_error,
      w.received_at, w.finished_at, w.organization_id, g.name
    from public.webhook_messages w left join public.organizations g on g.id = w.organization_id
    where (whole_service or w.organization_id = mine)
      and (wanted_state is null or private.webhook_state(w) = wanted_state)
      and (after_at is null or (w.received_at, w.id) < (after_at, after_id))
    order by w.received_at desc, w.id desc limit most;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Trying again

-- Puts a given-up mail back, under its own id: what may have gone out is looked up under it before anything is sent.
-- Answers whether it did; a mail that is under way or was sent stays as it is. Its text and address are not noted: the
-- trail outlives whom they tell of.
create function public.replay_mail(mail uuid, whole_service boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := private.deliveries_of(whole_service);
  target public.mail_outbox;
begin
  select * into target from public.mail_outbox o
  where o.id = mail and (whole_service or o.organization_id = mine) for update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  if target.status <> 'failed' then
    return false;
  end if;
  update public.mail_outbox o
  set status = case when o.unclear_since is null then 'due' else 'unknown' end,
    next_attempt_at = now(), attempts = 0, last_error = null, replayed_at = now()
  where o.id = mail;
  perform private.note(target.organization_id, 'replay', 'mail', mail::text, target.template);
  return true;
end $$;

-- Takes a failed message, or one whose work has died, to be worked on again. Answers whether it did.
create function public.replay_webhook(message uuid, whole_service boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := private.deliveries_of(whole_service);
  target public.webhook_messages;
begin
  select * into target from public.webhook_messages w
  where w.id = message and (whole_service or w.organization_id = mine) for update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  if private.webhook_state(target) not in ('failed', 'stuck') then
    return false;
  end if;
  update public.webhook_messages w
  set status = 'processing', attempts = w.attempts + 1, claimed_at = now(), finished_at = null, last_error = null
  where w.id = message;
  perform private.note(target.organization_id, 'replay', 'webhook', message::text, target.source);
  return true;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Admin alerts

-- Writes an alert into the outbox; in an hour at most 20 of an organisation, 120 of all organisations and 60 of the
-- service's own, so that no loop floods whoever reads them, and nobody keeps the service's own from them. Answers
-- whether it did. SECURITY DEFINER: the outbox is the service's alone.
create function private.write_alert(alert uuid, subject text, body text, organization uuid, by_hand boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.mail_outbox (id, template, recipient, user_id, organization_id, subject, body, is_by_hand)
  select alert, 'admin_alert', s.alert_address, private.user_id(), organization, left(write_alert.subject, 200),
    left(write_alert.body, 10000), by_hand
  from public.service_settings s
  where (select case when organization is null then count(*) filter (where o.organization_id is null) < 60
      else count(o.organization_id) < 120 and count(*) filter (where o.organization_id = organization) < 20 end
    from public.mail_outbox o
    where o.template = 'admin_alert' and o.created_at > now() - interval '1 hour');
  return found;
end $$;

create function private.alert(subject text, body text, organization uuid default null) returns void
language sql security definer set search_path = '' as $$
  select private.write_alert(gen_random_uuid(), subject, body, organization, false)
$$;

-- An alert that a person writes under an id of their choice: sent again it changes nothing. An admin's is their
-- organisation's, five in an hour; an operator's is the service's. Who writes is said in the text.
create function public.send_alert(alert uuid, subject text, body text, whole_service boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := private.deliveries_of(whole_service);
  me public.profiles;
  organization_name text;
begin
  select * into me from public.profiles p where p.user_id = private.user_id();
  if me.address_proven_at is null then
    perform private.refuse(403, 'address_unproven');
  end if;
  -- A subject is one line of a mail's head.
  if alert is null or coalesce(btrim(subject), '') = '' or coalesce(btrim(body), '') = ''
    or subject ~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029]'
  then
    perform private.refuse(400, 'invalid_input');
  end if;
  -- Locked, so that alerts sent at once are counted one after the other.
  select o.name into organization_name from public.organizations o where o.id = mine for update;
  if exists (select from public.mail_outbox o where o.id = alert and o.user_id = me.user_id and o.is_by_hand) then
    return;
  end if;
  if (select count(*) from public.mail_outbox o where o.template = 'admin_alert' and o.is_by_hand
      and o.organization_id = mine and o.created_at > now() - interval '1 hour') >= 5
    or not private.write_alert(alert, concat_ws(': ', organization_name, subject),
      format(E'From %s <%s>, %s.\n\n%s', me.full_name, me.email,
        coalesce('admin of ' || organization_name, 'operator of the service'), body), mine, true)
  then
    perform private.refuse(429, 'rate_limited');
  end if;
  -- Not what it says: the trail outlives whom it may name.
  perform private.note(mine, 'send', 'alert', alert::text, null);
end $$;

-- Alerts, the newest first: for operators all, for admins those that were written by hand in their organisation.
create function public.list_alerts(whole_service boolean, after_at timestamptz, after_id uuid, most integer)
returns table (id uuid, subject text, body text, state text, attempts integer, last_error text, created_at timestamptz,
  sent_at timestamptz, is_by_hand boolean, is_late boolean, written_by text, organization_id uuid, organization_name text)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  mine uuid := private.deliveries_of(whole_service);
begin
  return query
    select o.id, o.subject, o.body, private.mail_state(o), o.attempts, o.last_error, o.created_at, o.sent_at, o.is_by_hand,
      private.mail_is_late(o), p.full_name, o.organization_id, g.name
    from public.mail_outbox o
    left join public.organizations g on g.id = o.organization_id
    left join public.profiles p on p.user_id = o.user_id
    where o.template = 'admin_alert' and (whole_service or (o.organization_id = mine and o.is_by_hand))
      and (after_at is null or (o.created_at, o.id) < (after_at, after_id))
    order by o.created_at desc, o.id desc limit most;
end $$;

grant execute on function public.summarize_deliveries(boolean),
  public.list_mails(boolean, text, timestamptz, uuid, integer),
  public.list_webhooks(boolean, text, timestamptz, uuid, integer),
  public.replay_mail(uuid, boolean), public.replay_webhook(uuid, boolean),
  public.send_alert(uuid, text, text, boolean), public.list_alerts(boolean, timestamptz, uuid, integer)
  to authenticated, service_role;

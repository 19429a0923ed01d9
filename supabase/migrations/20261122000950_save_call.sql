-- Saving a call, and what its outcome does. Why it is so: docs/decisions/0008-claims-are-leases.md.

-- Calls are written by save_call alone: a table's policy cannot tell whether a permit was live.
revoke insert, update on public.calls from authenticated;
drop policy "own, to a lead one sees" on public.calls;
drop policy "own" on public.calls;
drop trigger remember_last_call on public.calls;
drop function private.remember_last_call();
drop function public.save_call(uuid, uuid, timestamptz, timestamptz, text, text);
drop index public.calls_permit;
-- One permit begins one call.
create unique index calls_permit on public.calls (organization_id, permit_id);

-- A mail to a lead that an outcome asks for: one a call, its text as it was written then.
alter table public.mail_outbox
  add column call_id uuid unique references public.calls (id) on delete cascade,
  add column subject text,
  add column body text,
  drop constraint mail_outbox_template_check,
  add check (template in ('verify_email', 'reset_password', 'invite_member', 'password_changed', 'outcome_mail')),
  add check ((template = 'outcome_mail') = (call_id is not null)),
  add check ((template = 'outcome_mail') = (subject is not null and body is not null));

-- The fields of tasks and mails, as shared/src/fillFields.ts (`fieldsOfLead`) has them for scripts.
create function private.fields_of_lead(lead public.leads, rep_name text, organization_name text) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce((select jsonb_object_agg('custom.' || lower(trim(c.key)), trim(c.value))
      from jsonb_each_text(lead.custom) c), '{}')
    || jsonb_build_object(
      'first_name', case when lead.name = lead.company then '' else
        split_part(trim(regexp_replace(regexp_replace(lead.name, '^(mr|mrs|ms|mx|dr|prof)\.?\s+', '', 'i'), '\s+', ' ', 'g')), ' ', 1) end,
      'name', lead.name, 'company', coalesce(lead.company, ''), 'title', coalesce(lead.title, ''),
      'city', coalesce(lead.city, ''), 'state', coalesce(lead.state, ''),
      'phone', regexp_replace(lead.phone, '^\+1(\d{3})(\d{3})(\d{4})$', '(\1) \2-\3'),
      'rep_name', rep_name, 'organization', organization_name)
$$;

-- Puts values into a text's fields, `{{name}}` or `{{name|fallback}}`, as shared/src/fillFields.ts does.
create function private.fill_fields(given text, fields jsonb) returns text
language sql immutable set search_path = '' as $$
  select string_agg(p.text || case
      when f.field is null then ''
      else coalesce(nullif(fields ->> lower(trim(f.field[1])), ''), trim(coalesce(f.field[2], ''))) end, ''
    order by p.place)
  from unnest(regexp_split_to_array(given, '\{\{[^{}|]*(?:\|[^{}]*)?\}\}')) with ordinality p (text, place)
  left join regexp_matches(given, '\{\{([^{}|]*)(?:\|([^{}]*))?\}\}', 'g') with ordinality f (field, place)
    using (place)
$$;

-- What the first outcome of a call does, once: the lead is let go and goes where the outcome sends it, and
-- tasks, move and mail follow. What an outcome requires is asked by the desktop: here nothing that is
-- missing costs the call.
create function private.end_call(
  ended public.calls, target public.leads, next_step jsonb, callback jsonb, at timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  o public.outcomes;
  -- A desktop whose clock runs ahead does not push the next attempt away.
  ended_at timestamptz := least(ended.ended_at, at);
  -- It arrived after a later call: it counts, and does not undo what that one decided.
  is_late boolean := coalesce(target.last_called_at > ended.started_at, false);
  is_never boolean;
  agreed timestamptz := (callback ->> 'dueAt')::timestamptz;
  promised timestamptz;
  waits interval;
  fields jsonb;
  from_list uuid;
begin
  select * into o from public.outcomes x where x.organization_id = ended.organization_id and x.key = ended.outcome;
  is_never := o.afterwards is not distinct from 'never';
  agreed := case when o.afterwards = 'callback' then agreed end;
  if o.task_text is not null or o.mail_subject is not null then
    select private.fields_of_lead(target, p.full_name, x.name) into fields
    from public.profiles p, public.organizations x
    where p.user_id = ended.user_id and x.id = ended.organization_id;
  end if;

  delete from public.claims c where c.lead_id = target.id and c.user_id = ended.user_id;

  update public.tasks t set done_at = at
  where t.organization_id = ended.organization_id and t.lead_id = target.id and t.kind = 'callback'
    and t.done_at is null
    and (is_never or not is_late and (agreed is not null or t.due_at <= at + interval '15 minutes'));
  insert into public.tasks (id, organization_id, kind, lead_id, user_id, text, due_at, created_by)
  select gen_random_uuid(), ended.organization_id, 'callback', target.id,
    case when (callback ->> 'isMine')::boolean then ended.user_id end,
    left('Call back ' || target.name, 200), agreed, ended.user_id
  where agreed is not null
  on conflict (lead_id) where kind = 'callback' and done_at is null do nothing;
  select t.due_at into promised from public.tasks t
  where t.organization_id = ended.organization_id and t.lead_id = target.id and t.kind = 'callback' and t.done_at is null;

  if is_never and not ended.is_practice then
    insert into public.do_not_call_numbers (organization_id, phone, added_by)
    values (ended.organization_id, ended.phone, ended.user_id) on conflict do nothing;
  end if;
  waits := case
    when o.afterwards = 'again' and target.attempt_count + 1 < o.max_attempts
      then make_interval(mins => o.retry_after_minutes)
    -- Promised, and not said when: soon.
    when o.afterwards = 'callback' then interval '30 minutes'
  end;
  update public.leads l
  set last_called_at = greatest(l.last_called_at, ended.started_at),
    last_outcome = case when is_late then l.last_outcome else ended.outcome end,
    attempt_count = l.attempt_count + 1,
    do_not_call = l.do_not_call or is_never,
    dial_state = case
      when is_never then 'finished'
      when is_late then l.dial_state
      when promised is not null then 'callback'
      when waits is not null then 'waiting'
      else 'finished' end,
    ready_at = case
      when is_never then null
      when is_late then l.ready_at
      when promised is not null then promised
      else ended_at + waits end
  where l.id = target.id;

  insert into public.tasks (id, organization_id, kind, lead_id, user_id, text, due_at, created_by)
  select gen_random_uuid(), ended.organization_id, 'to_do', target.id, ended.user_id, left(d.text, 200), d.due_at,
    ended.user_id
  from (values
    (trim(next_step ->> 'text'), (next_step ->> 'dueAt')::timestamptz),
    (coalesce(nullif(trim(private.fill_fields(o.task_text, fields)), ''), o.task_text),
      ended_at + make_interval(days => o.task_in_days))
  ) as d (text, due_at)
  where d.text <> '' and d.due_at is not null;

  if o.move_to_list_id is not null then
    select s.list_id into from_list from public.dial_sessions s where s.id = ended.session_id;
    if from_list is distinct from o.move_to_list_id then
      delete from public.list_leads x where x.list_id = from_list and x.lead_id = target.id;
      insert into public.list_leads (list_id, lead_id, organization_id, position)
      select o.move_to_list_id, target.id, ended.organization_id, coalesce(max(x.position), 0) + 1
      from public.list_leads x where x.list_id = o.move_to_list_id
      on conflict do nothing;
    end if;
  end if;

  -- One plain address: members write it, past the Worker too.
  if o.mail_subject is not null and not ended.is_practice
    and target.email ~ '^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$'
    and not private.has_enough_mail(target.email, 'outcome_mail')
    -- More in an hour than a person can make calls is somebody else's mailing.
    and (select count(*) from public.mail_outbox m where m.user_id = ended.user_id
      and m.template = 'outcome_mail' and m.created_at > now() - interval '1 hour') < 200
  then
    insert into public.mail_outbox (template, recipient, user_id, call_id, subject, body)
    values ('outcome_mail', target.email, ended.user_id, ended.id,
      regexp_replace(private.fill_fields(o.mail_subject, fields), '\s+', ' ', 'g'),
      private.fill_fields(o.mail_body, fields));
  end if;
end $$;

-- Writes a call whole (`callInputSchema` in shared/src/calls.ts) under an id the desktop chose: sent again it
-- changes nothing. It begins under a permit of this rep's for this lead that was live then, however late it
-- is told; practice alone needs none. Ended stays ended, and the first outcome stays. SECURITY DEFINER:
-- calls, claims and leads' states are no one's to write, and the lead may be another rep's by now.
create function public.save_call(call uuid, details jsonb) returns setof public.calls
language plpgsql security definer set search_path = '' as $$
declare
  at timestamptz := private.clock();
  me uuid := private.user_id();
  my_organization uuid;
  viewer uuid;
  is_proven boolean;
  given record;
  before public.calls;
  target public.leads;
  permit uuid;
begin
  select m.organization_id, case when m.role < 'manager' then me end, p.address_proven_at is not null
  into my_organization, viewer, is_proven
  from public.memberships m join public.profiles p using (user_id) where m.user_id = me;
  select * into given from jsonb_to_record(details) as g (
    "leadId" uuid, "startedAt" timestamptz, "endedAt" timestamptz, outcome text, notes text, "permitId" uuid,
    "sessionId" uuid, "lineId" uuid, reason text, "nextStep" jsonb, callback jsonb);
  perform private.take_turn_with_numbers() from public.outcomes o
  where o.organization_id = my_organization and o.key = given.outcome and o.afterwards = 'never';
  -- Held from here on: two copies of one write follow each other.
  select * into target from public.leads l
  where l.id = given."leadId" and l.organization_id = my_organization
  for no key update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  select * into before from public.calls c where c.id = call;
  if before.id is null then
    if given."startedAt" > at + interval '1 minute' then
      perform private.refuse(400, 'invalid_input');
    end if;
    if not target.is_sample and not is_proven then
      perform private.refuse(403, 'address_unproven');
    end if;
    -- The claim before its permit, as a sync that lets it go has them.
    perform from public.claims c where c.lead_id = target.id and c.user_id = me for update;
    update public.permits p set used_at = at
    where p.id = given."permitId" and p.organization_id = my_organization and p.user_id = me
      and p.lead_id = target.id and p.used_at is null
      -- The desktop's clock, set by our answers, is off by what they took.
      and given."startedAt" >= p.issued_at - interval '5 seconds' and given."startedAt" < p.expires_at
      and (p.revoked_at is null or given."startedAt" < p.revoked_at)
      -- One renewed in the moment its number was put on the list saw nothing of that.
      and not exists (select from public.do_not_call_numbers d
        where d.organization_id = my_organization and d.phone = target.phone and d.added_at <= given."startedAt")
    returning p.id into permit;
    if permit is null then
      if target.owner_id <> viewer then
        perform private.refuse(404, 'not_found');
      elsif target.do_not_call then
        perform private.refuse(409, 'do_not_call');
      elsif not target.is_sample then
        perform private.refuse(409, 'permit_missing');
      end if;
    end if;
    insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, is_practice, permit_id,
      session_id, line_id)
    values (call, my_organization, target.id, me, target.phone, given."startedAt", target.is_sample, permit,
      (select s.id from public.dial_sessions s where s.id = given."sessionId" and s.user_id = me
        and s.organization_id = my_organization),
      (select n.id from public.lines n where n.id = given."lineId" and n.organization_id = my_organization))
    on conflict (id) do nothing
    returning * into before;
  end if;
  -- Another's id, or one of another lead: as unknown as any other.
  if before.id is null or before.user_id <> me or before.lead_id <> target.id then
    perform private.refuse(404, 'not_found');
  end if;

  return query
  update public.calls c
  set ended_at = case when c.outcome is null then coalesce(given."endedAt", c.ended_at) else c.ended_at end,
    outcome = coalesce(c.outcome, given.outcome),
    reason = case when c.outcome is null then given.reason else c.reason end,
    reached = case when c.outcome is null then coalesce((select o.reached from public.outcomes o
      where o.organization_id = c.organization_id and o.key = given.outcome), false) else c.reached end,
    notes = case when c.ended_at is not null and given."endedAt" is null then c.notes
      else coalesce(given.notes, c.notes) end
  where c.id = call
  returning c.*;

  if before.outcome is null and given.outcome is not null then
    select * into before from public.calls c where c.id = call;
    perform private.end_call(before, target, given."nextStep", given.callback, at);
  elsif before.outcome is null then
    -- While the call runs only its end lets the lead go, or four hours of silence.
    update public.claims c
    set in_call_since = coalesce(c.in_call_since, at), expires_at = at + interval '4 hours'
    where c.lead_id = target.id and c.user_id = me;
  end if;
end $$;

-- The caller's own numbers since a moment. Practice counts nowhere.
create or replace function public.day_numbers(since timestamptz)
returns table (calls integer, reached integer, talk_seconds bigint)
language sql stable set search_path = '' as $$
  select count(*)::integer,
    count(*) filter (where c.reached)::integer,
    coalesce(sum(extract(epoch from c.ended_at - c.started_at)) filter (where c.reached), 0)::bigint
  from public.calls c
  where c.user_id = (select private.user_id()) and c.started_at >= since
    and c.outcome is not null and not c.is_practice
$$;

grant execute on function public.save_call(uuid, jsonb) to authenticated, service_role;

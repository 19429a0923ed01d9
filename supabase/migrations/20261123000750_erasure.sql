-- The erasure of a person: what is theirs, and the steps that take it away. What stays, and why:
-- docs/decisions/0012-what-an-erasure-leaves.md.

-- Whom a mail address or a number is about: the addresses and numbers of the leads that have it, with itself.
create function private.erasure_subject(organization uuid, email text, phone text) returns jsonb
language sql stable set search_path = '' as $$
  with found as (
    select l.email, l.phone from public.leads l
    where l.organization_id = organization and not l.is_sample
      and (l.email = erasure_subject.email or l.phone = erasure_subject.phone)
  )
  select jsonb_build_object(
    'emails', (select coalesce(jsonb_agg(distinct e), '[]') from (select email union select f.email from found f) x (e) where e is not null),
    'phones', (select coalesce(jsonb_agg(distinct p), '[]') from (select phone union select f.phone from found f) x (p) where p is not null))
$$;

-- Refuses what is no address and no number as leads have them: both become a pattern that texts are searched by.
create function private.require_subject(email text, phone text) returns void
language plpgsql set search_path = '' as $$
begin
  if coalesce(email, phone) is null or email <> lower(email) or length(email) > 254
    or email !~ '^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$' or phone !~ '^\+[1-9][0-9]{6,14}$'
  then
    perform private.refuse(400, 'invalid_input');
  end if;
end $$;

create function private.texts_of(list jsonb) returns text[]
language sql immutable set search_path = '' as $$ select array(select jsonb_array_elements_text(list)) $$;

-- A pattern that finds a person's addresses and numbers in a text, numbers as people write them.
create function private.mention_pattern(subject jsonb) returns text
language sql immutable set search_path = '' as $$
  select string_agg(m.pattern, '|') from (
    select '(?<![[:alnum:]._%+-])' || regexp_replace(e, '([^[:alnum:]@_-])', '\\\1', 'g') || '(?![[:alnum:]-])' as pattern
    from unnest(private.texts_of(subject -> 'emails')) as e
    union all
    -- The country code of the US is often left out.
    select '(?<![0-9])' || case when p like '+1%' then '(?:\+?1[-\s./()]*)?' else '\+?' end || '\(?'
      || array_to_string(regexp_split_to_array(regexp_replace(p, '^\+1|^\+', ''), ''), '[-\s./()]*') || '(?![0-9])'
    from unnest(private.texts_of(subject -> 'phones')) as p
  ) m
$$;

create function private.without_mentions(given text, pattern text) returns text
language sql immutable set search_path = '' as $$ select regexp_replace(given, pattern, '[erased]', 'gi') $$;

create function private.custom_without_mentions(custom jsonb, pattern text) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(c.key, private.without_mentions(c.value, pattern)), '{}') from jsonb_each_text(custom) c
$$;

-- A filter whose conditions name nobody any more: they meet no lead then.
create function private.filter_without_mentions(filter jsonb, pattern text) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_agg(case jsonb_typeof(c -> 'value')
      when 'string' then jsonb_set(c, '{value}', to_jsonb(private.without_mentions(c ->> 'value', pattern)))
      when 'array' then jsonb_set(c, '{value}', (
        select coalesce(jsonb_agg(case jsonb_typeof(v) when 'string' then to_jsonb(private.without_mentions(v #>> '{}', pattern)) else v end), '[]')
        from jsonb_array_elements(c -> 'value') v))
      else c end order by n)
  from jsonb_array_elements(filter) with ordinality as x (c, n)
$$;

-- ---------------------------------------------------------------------------------------------

-- What an erasure would take: the leads by name, the rest counted. SECURITY DEFINER: it looks past whose lead it is,
-- and at mails, which are the service's.
create function public.preview_erasure(email text, phone text) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  my_organization uuid := private.organization_id();
  subject jsonb;
  emails text[];
  phones text[];
  pattern text;
  leads uuid[];
begin
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  perform private.require_subject(email, phone);
  subject := private.erasure_subject(my_organization, email, phone);
  emails := private.texts_of(subject -> 'emails');
  phones := private.texts_of(subject -> 'phones');
  pattern := private.mention_pattern(subject);
  leads := array(select l.id from public.leads l where l.organization_id = my_organization and not l.is_sample
    and (l.email = any (emails) or l.phone = any (phones)));
  return jsonb_build_object(
    'leads', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'company', l.company,
        'email', l.email, 'phone', l.phone) order by l.name, l.id), '[]')
      from public.leads l where l.id = any (leads)),
    'calls', (select count(*) from public.calls c where c.organization_id = my_organization
      and (c.lead_id = any (leads) or c.phone = any (phones))),
    'tasks', (select count(*) from public.tasks t where t.organization_id = my_organization and t.lead_id = any (leads)),
    'listPlaces', (select count(*) from public.list_leads x where x.organization_id = my_organization and x.lead_id = any (leads)),
    'permits', (select count(*) from public.permits p where p.organization_id = my_organization and p.lead_id = any (leads)),
    'mails', (select count(*) from public.mail_outbox m join public.calls c on c.id = m.call_id
      where c.organization_id = my_organization and (c.lead_id = any (leads) or m.recipient = any (emails))),
    'mentions',
      (select count(*) from public.leads l where l.organization_id = my_organization and l.id <> all (leads)
        and private.custom_without_mentions(l.custom, pattern) <> l.custom)
      + (select count(*) from public.calls c where c.organization_id = my_organization and c.lead_id is not null
        and c.lead_id <> all (leads) and c.phone <> all (phones) and (c.notes ~* pattern or c.reason ~* pattern))
      + (select count(*) from public.tasks t where t.organization_id = my_organization
        and (t.lead_id is null or t.lead_id <> all (leads)) and t.text ~* pattern)
      + (select count(*) from public.mail_outbox m left join public.calls c on c.id = m.call_id
        where m.organization_id = my_organization
          and (m.call_id is null or (c.lead_id <> all (leads) and m.recipient <> all (emails)))
          and (m.subject ~* pattern or m.body ~* pattern))
      + (select count(*) from public.lead_lists l where l.organization_id = my_organization
        and private.filter_without_mentions(l.filter, pattern) <> l.filter)
      + (select count(*) from public.saved_views v where v.organization_id = my_organization
        and private.filter_without_mentions(v.filter, pattern) <> v.filter),
    'isHeld', exists (select from public.claims c where c.lead_id = any (leads)),
    'isOnDoNotCall', exists (select from public.do_not_call_numbers d
      where d.organization_id = my_organization and d.phone = any (phones)),
    'erasedBefore', (select coalesce(jsonb_agg(j.finished_at order by j.finished_at desc), '[]')
      from public.jobs j join private.job_work w on w.job_id = j.id
      where j.organization_id = my_organization and j.kind = 'erasure' and j.status = 'done'
        and j.receipt ->> 'searchedFor' = private.salted(coalesce(preview_erasure.email, preview_erasure.phone), w.salt)));
end $$;

-- Begins to erase whom an address or a number is about, with or without their numbers staying on the do-not-call list.
create function public.start_erasure(job uuid, email text, phone text, never_call_again boolean) returns setof public.jobs
language plpgsql security definer set search_path = '' as $$
declare
  wanted text := coalesce(email, phone);
begin
  perform private.require_subject(email, phone);
  if never_call_again is null then
    perform private.refuse(400, 'invalid_input');
  end if;
  return query
  select * from private.begin_job(job, 'erasure', private.erasure_subject(private.organization_id(), email, phone)
    || jsonb_build_object('neverCallAgain', never_call_again, 'searchedFor', wanted));
end $$;

-- ---------------------------------------------------------------------------------------------
-- The steps. Each is one transaction that holds one lead at most, so that it waits in no ring with those who hold many:
-- the lead before its claim, the claim before its permits, as a call that is saved has them.

create function private.add_counts(counts jsonb, more jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(counts, '{}') || coalesce(jsonb_object_agg(m.key, coalesce((counts ->> m.key)::bigint, 0) + m.value::bigint), '{}')
  from jsonb_each_text(more) m
$$;

-- Makes calls tell of nobody: when by the hour, how long, how they ended, whose they were. One that never ended goes.
-- Their mails go with them, where they went to that person.
create function private.forget_calls(calls uuid[], emails text[], of_all boolean) returns jsonb
language plpgsql set search_path = '' as $$
declare
  mails integer;
  kept integer;
  gone integer;
begin
  delete from public.mail_outbox m where m.call_id = any (calls) and (of_all or m.recipient = any (emails));
  get diagnostics mails = row_count;
  delete from public.calls c where c.id = any (calls) and c.outcome is null;
  get diagnostics gone = row_count;
  update public.calls c
  set lead_id = null, phone = null, notes = '', reason = null, permit_id = null, session_id = null,
    started_at = date_trunc('hour', c.started_at), ended_at = date_trunc('hour', c.started_at) + (c.ended_at - c.started_at)
  where c.id = any (calls) and c.outcome is not null;
  get diagnostics kept = row_count;
  return jsonb_build_object('mails', mails, 'callsForgotten', kept, 'callsDeleted', gone);
end $$;

create function private.erase_lead(organization uuid, subject jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  target public.leads;
  counts jsonb;
begin
  select l.* into target from public.leads l
  where l.organization_id = organization and not l.is_sample
    and (l.email = any (private.texts_of(subject -> 'emails')) or l.phone = any (private.texts_of(subject -> 'phones')))
  order by l.id limit 1 for update;
  if not found then
    return null;
  end if;
  delete from public.claims c where c.lead_id = target.id;
  counts := private.add_counts(
    private.forget_calls(array(select c.id from public.calls c
      where c.organization_id = organization and c.lead_id = target.id order by c.id for update), '{}', true),
    jsonb_build_object('leads', 1,
      'tasks', (select count(*) from public.tasks t where t.organization_id = organization and t.lead_id = target.id),
      'permits', (select count(*) from public.permits p where p.organization_id = organization and p.lead_id = target.id),
      'listPlaces', (select count(*) from public.list_leads x where x.organization_id = organization and x.lead_id = target.id)));
  insert into private.erased_leads (lead_id, organization_id) values (target.id, organization);
  delete from public.leads l where l.id = target.id;
  return counts;
end $$;

-- Blanks a few of the texts elsewhere that name the person; answers how many.
create function private.erase_mentions(organization uuid, pattern text, most integer) returns integer
language plpgsql set search_path = '' as $$
declare
  blanked integer;
begin
  update public.leads l set custom = private.custom_without_mentions(l.custom, pattern)
  where l.id = any (array(select d.id from public.leads d where d.organization_id = organization
    and private.custom_without_mentions(d.custom, pattern) <> d.custom order by d.id limit most for no key update));
  get diagnostics blanked = row_count;
  if blanked > 0 then
    return blanked;
  end if;
  update public.calls c set notes = private.without_mentions(c.notes, pattern), reason = private.without_mentions(c.reason, pattern)
  where c.id = any (array(select d.id from public.calls d where d.organization_id = organization
    and (d.notes ~* pattern or d.reason ~* pattern) order by d.id limit most for no key update));
  get diagnostics blanked = row_count;
  if blanked > 0 then
    return blanked;
  end if;
  update public.tasks t set text = left(private.without_mentions(t.text, pattern), 200)
  where t.id = any (array(select d.id from public.tasks d where d.organization_id = organization
    and d.text ~* pattern order by d.id limit most for no key update));
  get diagnostics blanked = row_count;
  if blanked > 0 then
    return blanked;
  end if;
  update public.mail_outbox m
  set subject = private.without_mentions(m.subject, pattern), body = private.without_mentions(m.body, pattern)
  -- Those of calls, and alerts that were written by hand.
  where m.id = any (array(select d.id from public.mail_outbox d
    where d.organization_id = organization and (d.subject ~* pattern or d.body ~* pattern) order by d.id limit most
    for no key update));
  get diagnostics blanked = row_count;
  if blanked > 0 then
    return blanked;
  end if;
  update public.saved_views v set filter = private.filter_without_mentions(v.filter, pattern)
  where v.id = any (array(select d.id from public.saved_views d where d.organization_id = organization
    and private.filter_without_mentions(d.filter, pattern) <> d.filter order by d.id limit most for no key update));
  get diagnostics blanked = row_count;
  if blanked > 0 then
    return blanked;
  end if;
  update public.lead_lists l set filter = private.filter_without_mentions(l.filter, pattern)
  where l.id = any (array(select d.id from public.lead_lists d where d.organization_id = organization
    and private.filter_without_mentions(d.filter, pattern) <> d.filter order by d.id limit most for no key update));
  get diagnostics blanked = row_count;
  return blanked;
end $$;

-- The next step of an erasure, in one transaction; answers whether there is another. Steps: the numbers go on the
-- do-not-call list; lead by lead; calls to the numbers under other leads; mails; texts that name them; a last look,
-- at which nobody else is writing numbers and addresses. What came in meanwhile begins it anew.
-- SECURITY DEFINER: whom it is about is nobody's to read, the service's included.
create function public.erase_step(job uuid) returns boolean
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  at_once constant integer := 500;
  last_step constant integer := 5;
  target public.jobs;
  work private.job_work;
  emails text[];
  phones text[];
  step integer;
  counts jsonb;
  changed jsonb;
  affected integer;
begin
  select * into target from public.jobs j where j.id = job and j.kind = 'erasure' and j.status = 'running' for update;
  if not found then
    return false;
  end if;
  select * into work from private.job_work w where w.job_id = job;
  emails := private.texts_of(work.subject -> 'emails');
  phones := private.texts_of(work.subject -> 'phones');
  step := coalesce((work.place ->> 'step')::integer, 0);
  counts := coalesce(work.place -> 'counts', '{}');

  case step
  when 0 then
    -- Before any lead is held: the list locks those with its numbers.
    perform pg_advisory_xact_lock(hashtextextended('do_not_call:' || target.organization_id, 0));
    insert into public.do_not_call_numbers (organization_id, phone)
    select target.organization_id, p from unnest(phones) as p where (work.subject ->> 'neverCallAgain')::boolean
    on conflict do nothing;
    step := 1;
  when 1 then
    changed := private.erase_lead(target.organization_id, work.subject);
    step := case when changed is null then 2 else 1 end;
  when 2 then
    changed := private.forget_calls(array(select c.id from public.calls c
      where c.organization_id = target.organization_id and c.phone = any (phones) order by c.id limit at_once for update),
      emails, false);
    step := case when changed -> 'callsForgotten' = '0' and changed -> 'callsDeleted' = '0' then 3 else 2 end;
  when 3 then
    delete from public.mail_outbox m where m.id = any (array(
      select d.id from public.mail_outbox d join public.calls c on c.id = d.call_id
      where d.recipient = any (emails) and c.organization_id = target.organization_id
      order by d.id limit at_once for update of d));
    get diagnostics affected = row_count;
    changed := jsonb_build_object('mails', affected);
    step := case when affected = 0 then 4 else 3 end;
  when 4 then
    affected := private.erase_mentions(target.organization_id, private.mention_pattern(work.subject), at_once);
    changed := jsonb_build_object('mentions', affected);
    step := case when affected = 0 then 5 else 4 end;
  else
    perform pg_advisory_xact_lock(hashtextextended('leads:' || target.organization_id, 0));
    -- As committed by now: what was waited for is seen.
    perform from public.leads l where l.organization_id = target.organization_id and not l.is_sample
      and (l.email = any (emails) or l.phone = any (phones));
    if found then
      step := 1;
    else
      perform private.finish_erasure(target, work, private.add_counts(counts, coalesce(changed, '{}')), last_step + 1);
      return false;
    end if;
  end case;

  update private.job_work w
  set place = jsonb_build_object('step', step, 'counts', private.add_counts(counts, coalesce(changed, '{}')))
  where w.job_id = job;
  update public.jobs j set done = greatest(j.done, step), total = last_step + 1, attempts = 0, error = null, next_step_at = now()
  where j.id = job;
  perform private.tell_of_job(job, false);
  return true;
end $$;

-- Writes the receipt and forgets whom it was about. Exports made before hold the person still: their files go now,
-- and one that is being made begins anew.
create function private.finish_erasure(target public.jobs, work private.job_work, counts jsonb, steps integer) returns void
language plpgsql set search_path = '' as $$
declare
  taken jsonb := (select jsonb_object_agg(k, coalesce(counts -> k, '0')) from unnest(array['leads', 'callsForgotten',
    'callsDeleted', 'tasks', 'listPlaces', 'permits', 'mails', 'mentions']) as k);
  stale uuid;
begin
  -- One that is just ending has ended by then, or goes on from another place.
  perform from public.jobs j where j.organization_id = target.organization_id and j.kind = 'export' order by j.id for update;
  for stale in
    update public.jobs j set expires_at = now()
    where j.organization_id = target.organization_id and j.kind = 'export' and j.status <> 'running' and j.purged_at is null
    returning j.id
  loop
    taken := private.add_counts(taken, '{"exports": 1}');
    perform private.tell_of_job(stale, true);
  end loop;
  -- Another place than any it may come from just now.
  update private.job_work w set place = jsonb_build_object('restart', gen_random_uuid()) from public.jobs j
  where j.id = w.job_id and j.organization_id = target.organization_id and j.kind = 'export' and j.status = 'running';
  update private.job_work w set subject = null, place = '{}' where w.job_id = target.id;
  update public.jobs j
  set status = 'done', done = steps, total = steps, attempts = 0, error = null, finished_at = now(),
    receipt = taken || jsonb_build_object(
      'neverCallAgain', (work.subject ->> 'neverCallAgain')::boolean,
      'searchedFor', private.salted(work.subject ->> 'searchedFor', work.salt))
  where j.id = target.id;
  perform set_config('app.via', 'job', true);
  perform private.note_job(target, 'finish', (
    select coalesce(jsonb_object_agg(r.key, jsonb_build_array(null, r.value)), '{}')
    from jsonb_each(taken) r where r.value <> '0'));
  perform private.tell_of_job(target.id, true);
end $$;

-- Whether a lead of the caller's organisation was erased: for a desktop that still speaks of it.
-- SECURITY DEFINER: the ids are nobody's to read.
create function public.was_erased(lead uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.erased_leads e
    where e.lead_id = lead and e.organization_id = private.organization_id())
$$;

grant execute on function public.preview_erasure(text, text), public.start_erasure(uuid, text, text, boolean),
  public.was_erased(uuid) to authenticated, service_role;
grant execute on function public.erase_step(uuid) to service_role;

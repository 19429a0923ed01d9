-- The dial session at work: the hours, what lists copy of their leads, claims and permits.
-- Saving a call and what its outcome does stands in the file after this one. Why it is so:
-- docs/decisions/0008-claims-are-leases.md.

-- ---------------------------------------------------------------------------------------------
-- Hours: calls may begin from 8:00 and before 21:00 on the lead's clock (shared/src/callingHours.ts).

create function private.is_calling_hour(zone text, at timestamptz) returns boolean
language sql stable strict set search_path = '' as $$
  select extract(hour from at at time zone zone) between 8 and 20
$$;

-- The calling day of a zone: whether one is open, when it or the next one ends, and when the next one begins
-- (now, while one is open). Nulls for no zone and for a name that Postgres does not know: members write it as text.
create function private.calling_day(
  zone text, at timestamptz, out is_open boolean, out ends_at timestamptz, out opens_at timestamptz)
language plpgsql stable set search_path = '' as $$
declare
  local_time timestamp;
  midnight timestamp;
begin
  local_time := at at time zone zone;
  midnight := date_trunc('day', local_time);
  is_open := extract(hour from local_time) between 8 and 20;
  ends_at := (midnight + case when extract(hour from local_time) < 21 then interval '21 hours'
    else interval '45 hours' end) at time zone zone;
  opens_at := case
    when is_open then at
    when extract(hour from local_time) < 8 then (midnight + interval '8 hours') at time zone zone
    else (midnight + interval '32 hours') at time zone zone
  end;
exception when invalid_parameter_value then
  return;
end $$;

grant execute on function private.clock(), private.is_calling_hour(text, timestamptz),
  private.calling_day(text, timestamptz) to authenticated, service_role;

-- The zones of this database. Another name would be nobody's clock; thousands of them would make each look
-- for the next lead a walk through all.
create table private.time_zones (name text primary key);
insert into private.time_zones select name from pg_catalog.pg_timezone_names;
grant select on private.time_zones to authenticated, service_role;

create function private.know_new_time_zones() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from (select distinct n.time_zone from added n) g
    where g.time_zone is not null and not exists (select from private.time_zones z where z.name = g.time_zone))
  then
    perform private.refuse(400, 'invalid_input');
  end if;
  return null;
end $$;

create trigger know_new_time_zones after insert on public.leads
  referencing new table as added
  for each statement execute function private.know_new_time_zones();

-- A person's word for a time zone lets calls begin: whose word it was is kept.
create function private.know_changed_time_zone() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.time_zone is not null and not exists (select from private.time_zones z where z.name = new.time_zone) then
    perform private.refuse(400, 'invalid_input');
  end if;
  new.time_zone_set_by := auth.uid();
  return new;
end $$;

create trigger know_changed_time_zone before update of time_zone, time_zone_source on public.leads
  for each row when ((new.time_zone, new.time_zone_source) is distinct from (old.time_zone, old.time_zone_source))
  execute function private.know_changed_time_zone();

-- ---------------------------------------------------------------------------------------------
-- What lists copy of their leads. Who holds a lead is not copied: the few that are held are passed over
-- by looking into `claims`, and claiming writes one row however many lists the lead stands in.

alter table public.list_leads
  drop constraint list_leads_state_check,
  add check (state in ('ready', 'waiting', 'callback', 'finished', 'never'));

update public.list_leads x
set state = case when l.do_not_call then 'never' else l.dial_state end,
  time_zone = l.time_zone, score = l.score, last_called_at = l.last_called_at, owner_id = l.owner_id,
  is_sample = l.is_sample
from public.leads l where l.id = x.lead_id;

-- Zone by zone, in each order a list can be called: leads where it is night cost nothing to pass over.
create index list_leads_ready on public.list_leads (list_id, time_zone, position)
  where state = 'ready' and not is_sample;
create index list_leads_ready_score on public.list_leads (list_id, time_zone, score desc, position)
  where state = 'ready' and not is_sample;
create index list_leads_ready_touch on public.list_leads (list_id, time_zone, last_called_at nulls first, position)
  where state = 'ready' and not is_sample;
create index list_leads_ready_practice on public.list_leads (list_id, position)
  where state = 'ready' and is_sample;
create index list_leads_counts on public.list_leads (list_id, state, time_zone, owner_id, is_sample);

-- SECURITY DEFINER, like all that keep copies: they are no one's to write, and the lead may be out of the
-- caller's sight. The lock makes a change of the lead that is still going on finish first.
create function private.copy_lead_into_list() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  l public.leads;
begin
  select * into l from public.leads where id = new.lead_id for share;
  if found then
    new.state := case when l.do_not_call then 'never' else l.dial_state end;
    new.time_zone := l.time_zone;
    new.score := l.score;
    new.last_called_at := l.last_called_at;
    new.owner_id := l.owner_id;
    new.is_sample := l.is_sample;
  end if;
  return new;
end $$;

create trigger copy_lead_into_list before insert on public.list_leads
  for each row execute function private.copy_lead_into_list();

-- The settings: the plan is kept for the next call, which may bring one row or 50,000.
create function private.copy_leads_to_lists() returns trigger
language plpgsql security definer
set search_path = '' set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  update public.list_leads x
  set state = case when n.do_not_call then 'never' else n.dial_state end,
    time_zone = n.time_zone, score = n.score, last_called_at = n.last_called_at, owner_id = n.owner_id,
    is_sample = n.is_sample
  from changed n
  where x.organization_id = n.organization_id and x.lead_id = n.id
    and (x.state, x.time_zone, x.score, x.last_called_at, x.owner_id, x.is_sample) is distinct from
      (case when n.do_not_call then 'never' else n.dial_state end,
        n.time_zone, n.score, n.last_called_at, n.owner_id, n.is_sample);
  return null;
end $$;

create trigger copy_leads_to_lists after update on public.leads
  referencing new table as changed
  for each statement execute function private.copy_leads_to_lists();

-- ---------------------------------------------------------------------------------------------
-- The do-not-call list reaches every lead with the number, and every leave to call it.

alter table public.permits
  -- When a call began under it: one permit begins one call.
  add column used_at timestamptz;
drop index public.permits_expiry;
create index permits_unused on public.permits (organization_id, expires_at) where used_at is null;

create function private.stop_calling_numbers() returns trigger
language plpgsql security definer
set search_path = '' set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  -- In the order in which other changes of many leads lock them.
  perform from public.leads l join added n on l.organization_id = n.organization_id and l.phone = n.phone
  order by l.id for no key update of l;
  update public.leads l set do_not_call = true
  from added n
  where l.organization_id = n.organization_id and l.phone = n.phone and not l.do_not_call;
  update public.dial_settings s set do_not_call_version = s.do_not_call_version + n.numbers
  from (select a.organization_id, count(*) as numbers from added a group by 1) n
  where s.organization_id = n.organization_id;
  return null;
end $$;

create function private.take_turn_with_numbers_first() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.take_turn_with_numbers();
  return null;
end $$;

create trigger take_turn_with_numbers before insert on public.do_not_call_numbers
  for each statement execute function private.take_turn_with_numbers_first();

create trigger stop_calling_numbers after insert on public.do_not_call_numbers
  referencing new table as added
  for each statement execute function private.stop_calling_numbers();

-- A lead that comes with such a number, or is given one.
create function private.stop_calling_new_leads() returns trigger
language plpgsql security definer
set search_path = '' set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  update public.leads l set do_not_call = true
  from added n join public.do_not_call_numbers d on d.organization_id = n.organization_id and d.phone = n.phone
  where l.id = n.id and not l.do_not_call;
  return null;
end $$;

create trigger stop_calling_new_leads after insert on public.leads
  referencing new table as added
  for each statement execute function private.stop_calling_new_leads();

create function private.stop_calling_new_number() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.do_not_call := new.do_not_call or exists (
    select from public.do_not_call_numbers d where d.organization_id = new.organization_id and d.phone = new.phone);
  return new;
end $$;

create trigger stop_calling_new_number before update of phone on public.leads
  for each row when (new.phone <> old.phone) execute function private.stop_calling_new_number();

-- Leave to call ends with its reasons: another number, another clock, a wish not to be called.
create function private.revoke_permits() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.permits p set revoked_at = private.clock()
  where p.organization_id = new.organization_id and p.lead_id = new.id
    and p.expires_at > private.clock() and p.revoked_at is null;
  return null;
end $$;

create trigger revoke_permits after update on public.leads
  for each row when (new.phone <> old.phone or new.do_not_call <> old.do_not_call
    or new.time_zone is distinct from old.time_zone)
  execute function private.revoke_permits();

-- A lead that is let go may be another rep's the next moment: leave to call it goes with it. One that waits is
-- nobody's: a call that begins before the desktop hears of it is kept.
create function private.revoke_permits_of_claim() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.permits p set revoked_at = private.clock()
  where p.organization_id = old.organization_id and p.lead_id = old.lead_id and p.user_id = old.user_id
    and p.expires_at > private.clock() and p.revoked_at is null
    and exists (select from public.leads l where l.id = old.lead_id and l.dial_state in ('ready', 'callback'));
  return null;
end $$;

create trigger revoke_permits_of_claim after delete on public.claims
  for each row execute function private.revoke_permits_of_claim();

-- ---------------------------------------------------------------------------------------------
-- A callback that is promised, moved, done or given up is the lead's state.
-- SECURITY DEFINER: the state is no one's to write.

create index tasks_callbacks on public.tasks (organization_id, user_id, due_at)
  where kind = 'callback' and done_at is null;

create function private.follow_callback() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op <> 'DELETE' and new.done_at is null then
    update public.leads l set dial_state = 'callback', ready_at = new.due_at
    where l.id = new.lead_id and (l.dial_state, l.ready_at) is distinct from ('callback', new.due_at);
  elsif tg_op <> 'INSERT' and old.done_at is null then
    update public.leads l set dial_state = 'ready', ready_at = null
    where l.id = old.lead_id and l.dial_state = 'callback';
  end if;
  return null;
end $$;

create trigger follow_new_callback after insert on public.tasks
  for each row when (new.kind = 'callback') execute function private.follow_callback();
create trigger follow_callback after update of due_at, done_at or delete on public.tasks
  for each row when (old.kind = 'callback') execute function private.follow_callback();

-- ---------------------------------------------------------------------------------------------
-- Which lead is next

-- Leads of a list that are ready and held by nobody, in the list's order: at an hour that is `open` there,
-- those whose hour is `unknown` until somebody confirms their zone, or `any`. `viewer` null sees all.
-- The head of each zone's index is read and the heads are merged, so that it costs the same whatever
-- lies before or behind. The settings keep it so: a plan made while the list was short would sort it.
create function private.ready_leads(
  list uuid, call_order text, viewer uuid, passed uuid[], at timestamptz, hours text, most integer)
returns table (lead_id uuid)
language plpgsql stable
set search_path = '' set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
begin
  return query
  with recursive zones as (
    (select x.time_zone from public.list_leads x
      where x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone is not null
      order by x.time_zone limit 1)
    union all
    select (select x.time_zone from public.list_leads x
      where x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone > z.time_zone
      order by x.time_zone limit 1)
    from zones z where z.time_zone is not null
  ), days as (
    select z.time_zone, d.ends_at
    from zones z cross join lateral private.calling_day(z.time_zone, at) d
    where z.time_zone is not null
      and case hours when 'open' then d.is_open when 'unknown' then d.is_open is null else true end
  ), heads as (
    select h.*
    from days z cross join lateral (
      (select x.lead_id, x.position, case when call_order = 'local_time' then extract(epoch from z.ends_at) else 0 end as rank
        from public.list_leads x
        where call_order in ('position', 'local_time')
          and x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone = z.time_zone
          and (viewer is null or x.owner_id is null or x.owner_id = viewer) and x.lead_id <> all (passed)
          and not exists (select from public.claims c where c.lead_id = x.lead_id)
        order by x.position limit most)
      union all
      (select x.lead_id, x.position, -x.score
        from public.list_leads x
        where call_order = 'score'
          and x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone = z.time_zone
          and (viewer is null or x.owner_id is null or x.owner_id = viewer) and x.lead_id <> all (passed)
          and not exists (select from public.claims c where c.lead_id = x.lead_id)
        order by x.score desc, x.position limit most)
      union all
      (select x.lead_id, x.position, coalesce(extract(epoch from x.last_called_at), 0)
        from public.list_leads x
        where call_order = 'last_touch'
          and x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone = z.time_zone
          and (viewer is null or x.owner_id is null or x.owner_id = viewer) and x.lead_id <> all (passed)
          and not exists (select from public.claims c where c.lead_id = x.lead_id)
        order by x.last_called_at nulls first, x.position limit most)
    ) h
    union all
    (select x.lead_id, x.position, case call_order when 'position' then 0 end
      from public.list_leads x
      where call_order in ('position', 'local_time')
        and hours <> 'open'
        and x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone is null
        and (viewer is null or x.owner_id is null or x.owner_id = viewer) and x.lead_id <> all (passed)
        and not exists (select from public.claims c where c.lead_id = x.lead_id)
      order by x.time_zone, x.position limit most)
    union all
    (select x.lead_id, x.position, -x.score
      from public.list_leads x
      where call_order = 'score'
        and hours <> 'open'
        and x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone is null
        and (viewer is null or x.owner_id is null or x.owner_id = viewer) and x.lead_id <> all (passed)
        and not exists (select from public.claims c where c.lead_id = x.lead_id)
      order by x.time_zone, x.score desc, x.position limit most)
    union all
    (select x.lead_id, x.position, coalesce(extract(epoch from x.last_called_at), 0)
      from public.list_leads x
      where call_order = 'last_touch'
        and hours <> 'open'
        and x.list_id = list and x.state = 'ready' and not x.is_sample and x.time_zone is null
        and (viewer is null or x.owner_id is null or x.owner_id = viewer) and x.lead_id <> all (passed)
        and not exists (select from public.claims c where c.lead_id = x.lead_id)
      order by x.time_zone, x.last_called_at nulls first, x.position limit most)
    union all
    -- Practice has no hours, and little of it: in its own order.
    (select x.lead_id, x.position, 0
      from public.list_leads x
      where hours <> 'unknown' and x.list_id = list and x.state = 'ready' and x.is_sample
        and (viewer is null or x.owner_id is null or x.owner_id = viewer) and x.lead_id <> all (passed)
        and not exists (select from public.claims c where c.lead_id = x.lead_id)
      order by x.position limit most)
  )
  select h.lead_id from heads h order by h.rank nulls last, h.position limit most;
end $$;

-- What a list offers next, now or at a later hour: a look, no claim. SECURITY DEFINER with its own sight (own and unassigned
-- leads, for managers all): a rep does not see what colleagues hold.
drop function public.list_queue(uuid, integer);
create function public.list_queue(list uuid, most integer) returns setof public.leads
language plpgsql stable security definer set search_path = '' as $$
declare
  target public.lead_lists;
begin
  select * into target from public.lead_lists l where l.id = list and l.organization_id = private.organization_id();
  return query
  select d.*
  from private.ready_leads(target.id, target.call_order,
    case when private.has_role('manager') then null else private.user_id() end,
    '{}', private.clock(), 'any', least(most, 1000)) with ordinality n (lead_id, place)
  join public.leads d on d.id = n.lead_id
  order by n.place;
end $$;

-- Leads of a list by what may be done with them now (`remaining` in shared/src/dialing.ts).
create function private.count_remaining(list uuid, viewer uuid, at timestamptz) returns jsonb
language plpgsql stable
set search_path = '' set enable_seqscan = off set enable_bitmapscan = off set enable_mergejoin = off
set enable_hashjoin = off as $$
begin
  return (
    with counted as (
      select x.state, x.time_zone, x.is_sample, count(*) as leads
      from public.list_leads x
      where x.list_id = list and x.state in ('ready', 'waiting', 'callback')
        and (viewer is null or x.owner_id is null or x.owner_id = viewer)
      group by 1, 2, 3
      union all
      select x.state, x.time_zone, x.is_sample, -count(*)
      from public.lead_lists l
      join public.claims c on c.organization_id = l.organization_id
      join public.list_leads x on x.list_id = l.id and x.lead_id = c.lead_id
      where l.id = list and x.state = 'ready' and (viewer is null or x.owner_id is null or x.owner_id = viewer)
      group by 1, 2, 3
    ), zones as (
      select c.state, c.is_sample, sum(c.leads)::integer as leads, d.is_open, d.opens_at
      from counted c left join lateral private.calling_day(c.time_zone, at) d on c.state = 'ready'
      group by c.state, c.is_sample, c.time_zone, d.is_open, d.opens_at
    )
    select jsonb_build_object(
      'callable', coalesce(sum(z.leads) filter (where z.state = 'ready' and (z.is_sample or z.is_open)), 0),
      'outsideHours', coalesce(sum(z.leads) filter (where z.state = 'ready' and not z.is_sample and not z.is_open), 0),
      'noTimeZone', coalesce(sum(z.leads) filter (where z.state = 'ready' and not z.is_sample and z.is_open is null), 0),
      'waiting', coalesce(sum(z.leads) filter (where z.state <> 'ready'), 0),
      'opensAt', min(z.opens_at) filter (where z.state = 'ready' and not z.is_sample and not z.is_open and z.leads > 0))
    from zones z
  );
end $$;

-- ---------------------------------------------------------------------------------------------
-- Claims. The functions are plpgsql though some are one query: it keeps their plans, which cost more than they do.

alter table public.claims
  -- Taken by name, not offered: it counts toward no target and goes only by the rep's word.
  add column is_chosen boolean not null default false;
alter table public.dial_sessions
  -- Leads that the rep let go: not offered again in this session while there are others.
  add column passed uuid[] not null default '{}',
  -- The last count of what remains: counting a long list costs more than claiming from it.
  add column remaining jsonb,
  add column counted_at timestamptz;

-- Lets go what nobody renewed and makes ready what has waited long enough, in the caller's organisation.
-- What another does at this moment is passed over.
create function private.free_leads(organization uuid, but_of uuid, at timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  -- A session that comes back late still has what nobody else took.
  delete from public.claims c where c.lead_id in (
    select e.lead_id from public.claims e
    where e.organization_id = organization and e.expires_at <= at and e.session_id <> but_of
    limit 500 for update skip locked);
  update public.leads l set dial_state = 'ready', ready_at = null where l.id in (
    select w.id from public.leads w
    where w.organization_id = organization and w.dial_state = 'waiting' and w.ready_at <= at
    order by w.ready_at limit 500 for no key update skip locked);
end $$;

create function private.claim_lead(session public.dial_sessions, lead uuid, task uuid, chosen boolean, at timestamptz)
returns boolean
language plpgsql set search_path = '' as $$
begin
  -- However two came to the same lead, the primary key lets one have it.
  insert into public.claims (lead_id, organization_id, user_id, session_id, task_id, is_chosen, claimed_at, expires_at)
  values (lead, session.organization_id, session.user_id, session.id, task, chosen, at, at + interval '5 minutes')
  on conflict (lead_id) do nothing;
  return found;
end $$;

-- Claims up to `needed` leads for a session: callbacks that are due (the rep's own from any list, anyone's
-- from this one), then ready leads in the list's order, and where there is none, one whose time zone
-- somebody must confirm. Answers how many.
create function private.claim_next(
  session public.dial_sessions, list public.lead_lists, viewer uuid, passed uuid[], needed integer, at timestamptz)
returns integer
language plpgsql set search_path = '' as $$
declare
  claimed integer := 0;
  candidate record;
  candidates uuid[];
  next_lead uuid;
  width integer;
  hours text;
begin
  for candidate in
    select t.id, t.lead_id
    from public.tasks t join public.leads l on l.id = t.lead_id
    where t.organization_id = session.organization_id and t.kind = 'callback' and t.done_at is null
      and (t.user_id = session.user_id or t.user_id is null) and t.due_at <= at
      and not l.do_not_call and (viewer is null or l.owner_id is null or l.owner_id = viewer)
      and l.id <> all (passed)
      and ((t.user_id = session.user_id and l.is_sample = list.is_sample)
        or exists (select from public.list_leads x where x.list_id = list.id and x.lead_id = l.id))
      and (l.is_sample or (select d.is_open from private.calling_day(l.time_zone, at) d))
      and not exists (select from public.claims c where c.lead_id = l.id)
    order by t.due_at, t.id limit needed + 20
  loop
    exit when claimed >= needed;
    perform from public.leads l
      where l.id = candidate.lead_id and not l.do_not_call
        and exists (select from public.tasks t where t.id = candidate.id and t.done_at is null)
      for no key update skip locked;
    if found and private.claim_lead(session, candidate.lead_id, candidate.id, false, at) then
      claimed := claimed + 1;
    end if;
  end loop;

  foreach hours in array array['open', 'unknown'] loop
    -- The heads of the queue may all be in other reps' hands at this moment: then look further.
    foreach width in array array[8, 64, 512] loop
      exit when claimed >= needed;
      select coalesce(array_agg(r.lead_id), '{}') into candidates
      from private.ready_leads(list.id, list.call_order, viewer, passed, at, hours, width) r;
      foreach next_lead in array candidates loop
        exit when claimed >= needed;
        -- Looked at again under the lock: the candidates are as old as their query.
        perform from public.leads l
          where l.id = next_lead and l.dial_state = 'ready' and not l.do_not_call
            and (viewer is null or l.owner_id is null or l.owner_id = viewer)
          for no key update skip locked;
        if found and private.claim_lead(session, next_lead, null, false, at) then
          claimed := claimed + 1;
        end if;
      end loop;
      exit when cardinality(candidates) < width;
    end loop;
    exit when claimed > 0;
    needed := least(needed, 1);
  end loop;
  return claimed;
end $$;

-- Why a lead may not be called now (PERMIT_REFUSALS in shared/src/dialing.ts), or null.
create function private.permit_refusal(lead public.leads, is_proven boolean, is_open boolean) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select case
      when not lead.is_sample and not is_proven then 'address_unproven'
      when lead.do_not_call or exists (select from public.do_not_call_numbers d
        where d.organization_id = lead.organization_id and d.phone = lead.phone) then 'do_not_call'
      when lead.is_sample or is_open then null
      when is_open is null then 'no_time_zone'
      else 'outside_hours'
    end
  );
end $$;

-- Gives every lead that a session holds a live permit, where it may be called, and renews the claims.
-- PERMIT_SECONDS in shared/src/dialing.ts says the same five minutes; a calling day's end cuts them short.
create function private.renew_claims(session public.dial_sessions, is_proven boolean, at timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  lasts constant interval := interval '5 minutes';
  held record;
  until timestamptz;
  permit uuid;
begin
  for held in
    select c.lead_id, c.expires_at, l.time_zone, l.time_zone_source, l.time_zone_set_by, l.is_sample, l.consent, d.ends_at,
      p.id as permit_id, p.expires_at as permit_until, private.permit_refusal(l, is_proven, d.is_open) as refusal
    from public.claims c
    join public.leads l on l.id = c.lead_id
    cross join lateral private.calling_day(l.time_zone, at) d
    left join public.permits p on p.id = c.permit_id and p.revoked_at is null and p.expires_at > at
    where c.organization_id = session.organization_id and c.session_id = session.id and c.in_call_since is null
  loop
    permit := held.permit_id;
    until := held.permit_until;
    if held.refusal is not null then
      permit := null;
      until := at + lasts;
    elsif permit is null or (until - at < lasts / 2 and (held.is_sample or until < held.ends_at)) then
      until := case when held.is_sample then at + lasts else least(at + lasts, held.ends_at) end;
      insert into public.permits (organization_id, lead_id, user_id, issued_at, expires_at, is_practice,
        time_zone, time_zone_source, time_zone_set_by, local_time, list_versions, consent)
      values (session.organization_id, held.lead_id, session.user_id, at, until, held.is_sample,
        held.time_zone, held.time_zone_source, held.time_zone_set_by, to_char(at at time zone held.time_zone, 'HH24:MI'),
        jsonb_build_object('organization', (select s.do_not_call_version from public.dial_settings s
          where s.organization_id = session.organization_id)), held.consent)
      returning id into permit;
    end if;
    -- A call may have begun since it was looked at: what that says of the claim stays.
    update public.claims c set permit_id = permit, expires_at = until
    where c.lead_id = held.lead_id and c.in_call_since is null
      and (c.permit_id, c.expires_at) is distinct from (permit, until);
  end loop;
end $$;

-- A lead as `leadSchema` (shared/src/leads.ts) names its fields.
create function private.lead_json(lead public.leads) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object('id', lead.id, 'name', lead.name, 'title', lead.title, 'company', lead.company,
      'phone', lead.phone, 'phoneOriginal', lead.phone_original, 'email', lead.email, 'address', lead.address,
      'city', lead.city, 'state', lead.state, 'postalCode', lead.postal_code, 'timeZone', lead.time_zone,
      'timeZoneSource', lead.time_zone_source, 'ownerId', lead.owner_id, 'isSample', lead.is_sample,
      'doNotCall', lead.do_not_call, 'custom', lead.custom, 'lastCalledAt', lead.last_called_at,
      'lastOutcome', lead.last_outcome, 'score', lead.score, 'consent', lead.consent,
      'dialState', lead.dial_state, 'readyAt', lead.ready_at, 'attemptCount', lead.attempt_count,
      'createdAt', lead.created_at)
  );
end $$;

-- What a session holds (`held` in shared/src/dialing.ts): a lead the rep chose, the one in front, callbacks,
-- the others.
create function private.held_leads(session public.dial_sessions, is_proven boolean, at timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'lead', private.lead_json(l),
      'permit', case when p.id is not null then jsonb_build_object('id', p.id, 'leadId', p.lead_id,
        'issuedAt', p.issued_at, 'expiresAt', p.expires_at, 'isPractice', p.is_practice, 'timeZone', p.time_zone,
        'timeZoneSource', p.time_zone_source, 'localTime', p.local_time, 'listVersions', p.list_versions,
        'consent', p.consent) end,
      'refusal', case when p.id is null then
        private.permit_refusal(l, is_proven, (private.calling_day(l.time_zone, at)).is_open) end,
      'callback', case when t.id is not null then jsonb_build_object('taskId', t.id, 'dueAt', t.due_at,
        'text', t.text, 'isMine', t.user_id is not distinct from session.user_id) end,
      'heldUntil', c.expires_at)
      order by c.is_chosen desc, c.place = c.first_place desc, t.id is null, c.place), '[]')
    from (select h.*, min(h.place) over () as first_place from public.claims h
      where h.organization_id = session.organization_id and h.session_id = session.id and h.in_call_since is null) c
    join public.leads l on l.id = c.lead_id
    left join public.permits p on p.id = c.permit_id
    left join public.tasks t on t.id = c.task_id and t.done_at is null
      and (t.user_id is null or t.user_id = session.user_id)
  );
end $$;

-- Says what the caller's desktop holds and wants, and answers what it holds now (`syncDialSession` in
-- shared/src/api.ts). Said again it changes nothing. SECURITY DEFINER: sessions, claims and permits are
-- no one's to write; the session must be the caller's, list and lead in their sight.
-- Locks are waited for in one order only: the lead that is taken by name, the session, claims, the list. All
-- other leads are locked where they are free and passed over where not, so that reps never wait in a ring.
create function public.sync_dial_session(
  session uuid, list uuid, status text, pause_reason text, target integer, release uuid[], take uuid)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  at timestamptz := private.clock();
  me uuid := private.user_id();
  my_organization uuid;
  viewer uuid;
  is_proven boolean;
  mine public.dial_sessions;
  queue public.lead_lists;
  chosen public.leads;
  keep integer := least(case status when 'dialing' then target when 'paused' then least(target, 1) else 0 end, 5);
  held integer;
  answer jsonb;
begin
  select m.organization_id, case when m.role < 'manager' then me end, p.address_proven_at is not null
  into my_organization, viewer, is_proven
  from public.memberships m join public.profiles p using (user_id) where m.user_id = me;
  if not found then
    perform private.refuse(403, 'no_organization');
  end if;
  if take is not null and status <> 'ended' then
    select * into chosen from public.leads l
    where l.id = take and l.organization_id = my_organization
      and (viewer is null or l.owner_id is null or l.owner_id = viewer)
    for no key update;
    if not found then
      perform private.refuse(404, 'not_found');
    end if;
  end if;
  select * into queue from public.lead_lists l where l.id = list and l.organization_id = my_organization
  for key share;
  if not found and list is not null then
    perform private.refuse(404, 'not_found');
  end if;
  insert into public.dial_sessions (id, organization_id, user_id, list_id, status, pause_reason, started_at,
    last_seen_at, ended_at)
  values (session, my_organization, me, list, status, pause_reason, at, at, case when status = 'ended' then at end)
  on conflict (id) do nothing;
  if found then
    -- Receipts of calls that may still arrive, from a desktop that was offline over a weekend, stay.
    delete from public.permits p where p.id in (
      select u.id from public.permits u
      where u.organization_id = my_organization and u.used_at is null and u.expires_at < at - interval '7 days'
      limit 5000 for update skip locked);
  end if;
  select * into mine from public.dial_sessions s where s.id = session for no key update;
  if mine.user_id <> me or mine.organization_id <> my_organization
    or (mine.ended_at is not null and status <> 'ended') then
    perform private.refuse(409, 'session_ended');
  end if;

  if chosen.id is not null then
    delete from public.claims c where c.lead_id = take and c.expires_at <= at;
    -- What the same rep holds in another session, one that vanished perhaps, comes along.
    update public.claims c set session_id = session, is_chosen = true
    where c.lead_id = take and c.user_id = me and (c.in_call_since is null or c.session_id = session);
    if not found and not private.claim_lead(mine, take,
      (select t.id from public.tasks t where t.organization_id = my_organization and t.lead_id = take
        and t.kind = 'callback' and t.done_at is null), true, at)
    then
      perform private.refuse(409, 'lead_claimed');
    end if;
  end if;

  -- A call to it may have been told late, by a desktop that was cut off: then it is no longer to be called.
  -- Or it became another rep's meanwhile.
  delete from public.claims c
  where c.organization_id = my_organization and c.session_id = session and c.in_call_since is null
    and (c.lead_id = any (release) and c.lead_id is distinct from take or status = 'ended'
      or exists (select from public.leads l where l.id = c.lead_id and l.owner_id <> viewer)
      or not c.is_chosen and not exists (
      select from public.leads l left join public.tasks t on t.id = c.task_id and t.done_at is null
      where l.id = c.lead_id and (l.dial_state = 'ready' or l.dial_state = 'callback' and t.id is not null)));
  mine.passed := (mine.passed || coalesce(release, '{}'))[greatest(1, cardinality(mine.passed || release) - 199):];
  delete from public.claims c
  where c.lead_id in (
    select h.lead_id from public.claims h
    where h.organization_id = my_organization and h.session_id = session and h.in_call_since is null
      and not h.is_chosen
    order by h.place offset keep);
  -- However many sessions a rep speaks for and however much they take by name, some is left to the others:
  -- beyond two desktops' fill, what was claimed first goes.
  delete from public.claims c
  where c.lead_id in (
    select h.lead_id from public.claims h
    where h.lead_id = any (array(
      select o.lead_id from public.claims o
      where o.organization_id = my_organization and o.user_id = me and o.in_call_since is null
        and o.lead_id is distinct from take and (o.session_id <> session or o.is_chosen)
      order by o.place desc offset 10))
    for update skip locked);

  perform private.free_leads(my_organization, session, at);
  if status = 'dialing' then
    -- Few at once: the rep waits for it.
    perform private.refresh_list_if_old(list, 2000);
  end if;
  if status = 'dialing' and queue.id is not null then
    select count(*) into held from public.claims c
    where c.organization_id = my_organization and c.session_id = session and c.in_call_since is null
      and not c.is_chosen;
    if held < keep and private.claim_next(mine, queue, viewer, mine.passed, keep - held, at) = 0
      and held = 0 and cardinality(mine.passed) > 0
    then
      -- Nothing else is left: what was let go is offered again, but not what is let go just now.
      mine.passed := coalesce(release, '{}');
      perform private.claim_next(mine, queue, viewer, mine.passed, keep, at);
    end if;
  end if;
  perform private.renew_claims(mine, is_proven, at);

  answer := private.held_leads(mine, is_proven, at);
  if queue.id is null then
    mine.remaining := null;
  elsif mine.remaining is null or mine.list_id is distinct from list or answer = '[]'
    or mine.counted_at < at - interval '15 seconds'
  then
    mine.remaining := private.count_remaining(list, viewer, at);
    mine.counted_at := at;
  end if;
  update public.dial_sessions s
  set list_id = list, status = sync_dial_session.status, last_seen_at = at, passed = mine.passed,
    pause_reason = case when sync_dial_session.status = 'paused' then sync_dial_session.pause_reason end,
    ended_at = case when sync_dial_session.status = 'ended' then coalesce(s.ended_at, at) end,
    remaining = mine.remaining, counted_at = mine.counted_at
  where s.id = session;
  return jsonb_build_object('now', at, 'held', answer, 'remaining', mine.remaining);
end $$;

grant execute on function public.list_queue(uuid, integer),
  public.sync_dial_session(uuid, uuid, text, text, integer, uuid[], uuid) to authenticated, service_role;

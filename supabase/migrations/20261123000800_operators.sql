-- What operators see of organisations, and what metered things cost the service.

-- What the operators' list shows of each organisation. The schedule counts it: if each look counted all leads, it would
-- cost more with every organisation.
create table private.organization_summaries (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  members integer not null default 0,
  leads integer not null default 0,
  -- In the last 30 days, practice left out.
  calls integer not null default 0,
  -- The last call, or the last use of a session of its members.
  last_active_at timestamptz,
  -- Null until it was counted.
  counted_at timestamptz
);
create index organization_summaries_due on private.organization_summaries (counted_at nulls first);

-- SECURITY DEFINER: sign-up runs as Auth's role, and members may not write the table.
create function private.begin_summary() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.organization_summaries (organization_id, members) values (new.id, 1);
  return null;
end $$;
create trigger begin_summary after insert on public.organizations
  for each row execute function private.begin_summary();
insert into private.organization_summaries (organization_id) select o.id from public.organizations o;

-- Counts anew, at most so many at once: what was never counted, what was told of since and was counted more than ten
-- minutes ago, and the rest once a day, because thirty days go by themselves. Answers how many.
-- SECURITY DEFINER: it reads Auth's sessions.
create function public.count_organizations(most integer) returns integer
language sql security definer set search_path = '' as $$
  with told as (
    select e.organization_id, max(e.created_at) as last_at from public.live_events e
    where e.created_at > now() - interval '30 minutes' group by 1
  ), due as (
    select s.organization_id from private.organization_summaries s
    left join told t using (organization_id)
    where s.counted_at is null or s.counted_at < now() - interval '1 day'
      or (s.counted_at < now() - interval '10 minutes' and t.last_at > s.counted_at - interval '1 minute')
    order by s.counted_at nulls first
    limit most
    for update of s skip locked
  ), counted as (
    update private.organization_summaries s
    set counted_at = now(),
      members = (select count(*) from public.memberships m where m.organization_id = s.organization_id),
      leads = (select count(*) from public.leads l where l.organization_id = s.organization_id),
      calls = (select count(*) from public.calls c where c.organization_id = s.organization_id
        and c.started_at > now() - interval '30 days' and not c.is_practice),
      last_active_at = greatest(
        (select max(c.started_at) from public.calls c where c.organization_id = s.organization_id),
        (select max(greatest(e.created_at, e.refreshed_at at time zone 'UTC'))
          from public.memberships m join auth.sessions e using (user_id) where m.organization_id = s.organization_id))
    from due d where s.organization_id = d.organization_id
    returning s.organization_id
  )
  select count(*)::integer from counted
$$;
grant execute on function public.count_organizations(integer) to service_role;

-- Who becomes an operator, and who is none any more, stands in the service's trail.
create trigger note_change after insert or delete on public.operators
  for each row execute function private.note_change('operator', 'user_id', 'user_id', '');

-- Organisations with what was counted of them.
create view private.organization_overviews as
  select o.id, o.name, o.created_at, s.members, s.leads, s.calls, s.last_active_at, s.counted_at,
    case when o.named_at is null then 'setting_up'
      when s.last_active_at > now() - interval '14 days' then 'active' else 'quiet' end as state
  from public.organizations o join private.organization_summaries s on s.organization_id = o.id;

create function private.require_operator() returns void
language plpgsql stable set search_path = '' as $$
begin
  if not private.is_operator() then
    perform private.refuse(403, 'forbidden');
  end if;
end $$;

-- A page of all organisations, for operators: those whose name holds `search` or that a person of that mail address
-- belongs to, in a state where one is given. `after` is the `key` and id of the last row of the page before.
-- SECURITY DEFINER: the summaries are the service's alone.
create function public.list_organizations(
  search text, wanted_state text, sort text, descending boolean, after_key text, after_id uuid, most integer
) returns table (id uuid, name text, created_at timestamptz, members integer, leads integer, calls integer,
  last_active_at timestamptz, counted_at timestamptz, state text, key text)
language plpgsql stable security definer set search_path = '' as $$
declare
  by_column text := case sort when 'name' then 'lower(v.name)' when 'since' then 'v.created_at' when 'members' then 'v.members'
    when 'leads' then 'v.leads' when 'calls' then 'v.calls' when 'state' then 'v.state'
    else 'coalesce(v.last_active_at, ''-infinity'')' end;
  type_of_key text := case when sort in ('name', 'state') then 'text' when sort in ('members', 'leads', 'calls') then 'integer'
    else 'timestamptz' end;
begin
  perform private.require_operator();
  return query execute format(
    'select v.id, v.name, v.created_at, v.members, v.leads, v.calls, v.last_active_at, v.counted_at, v.state, (%1$s)::text
     from private.organization_overviews v
     where ($1 = '''' or position(lower($1) in lower(v.name)) > 0
         or v.id in (select m.organization_id from public.profiles p join public.memberships m using (user_id)
           where p.email = lower($1)))
       and ($2 is null or v.state = $2)
       and ($4 is null or (%1$s, v.id) %2$s ($3::%3$s, $4))
     order by %1$s %4$s, v.id %4$s limit $5',
    by_column, case when descending then '<' else '>' end, type_of_key, case when descending then 'desc' else 'asc' end)
  using search, wanted_state, after_key, after_id, most;
end $$;

-- One organisation, for operators: its people, its counts, and what of its trail concerns the service. Nothing of its
-- leads, calls, scripts or mails. Null where there is none. SECURITY DEFINER: operators are no members.
create function public.describe_organization(organization uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_operator();
  return (
    select jsonb_build_object(
      'organization', jsonb_build_object('id', v.id, 'name', v.name, 'createdAt', v.created_at, 'members', v.members,
        'leads', v.leads, 'calls', v.calls, 'lastActiveAt', v.last_active_at, 'countedAt', v.counted_at, 'state', v.state),
      'members', coalesce((
        select jsonb_agg(jsonb_build_object('userId', m.user_id, 'fullName', p.full_name, 'email', p.email, 'role', m.role,
          'joinedAt', m.created_at, 'addressProven', p.address_proven_at is not null) order by m.created_at, m.user_id)
        from public.memberships m join public.profiles p using (user_id) where m.organization_id = v.id), '[]'),
      'events', coalesce((
        select jsonb_agg(to_jsonb(e) order by e.id desc) from (
          select a.id, a.at, a.actor_email as "actorEmail", a.via, a.action, a.entity,
            case when a.entity in ('organization', 'member', 'invitation', 'flag_override', 'mail', 'webhook') then a.label end as label
          from public.audit_log a
          where a.organization_id = v.id
            and a.entity in ('organization', 'member', 'invitation', 'flag_override', 'mail', 'webhook', 'alert', 'export', 'erasure')
          order by a.id desc limit 30) e), '[]'))
    from private.organization_overviews v where v.id = organization);
end $$;
grant execute on function public.list_organizations(text, text, text, boolean, text, uuid, integer),
  public.describe_organization(uuid) to authenticated, service_role;

-- ---------------------------------------------------------------------------------------------
-- Prices of metered things (shared/src/prices.ts). A price is never changed or deleted: a new one begins.

create table public.service_prices (
  id uuid primary key default gen_random_uuid(),
  key text not null check (key ~ '^[a-z0-9]+(_[a-z0-9]+)*$' and length(key) <= 60),
  -- What one of it is: 'minute', '1,000 characters', 'GB'.
  unit text not null check (length(unit) between 1 and 40),
  -- Millionths of a dollar for one unit.
  amount_micros bigint not null check (amount_micros between 0 and 1000000000000),
  -- It holds from here until the next one of its key begins.
  valid_from timestamptz not null default now(),
  -- A vendor's list price that no operator has confirmed.
  is_example boolean not null default false,
  -- No reference: a price outlives whoever set it.
  created_by uuid default private.user_id(),
  created_at timestamptz not null default now(),
  unique (key, valid_from)
);

insert into public.service_prices (key, unit, amount_micros, valid_from, is_example) values
  ('stt_minute', 'minute', 6000, '2026-11-01Z', true),
  ('stt_fallback_minute', 'minute', 6000, '2026-11-01Z', true),
  ('tts_1000_characters', '1,000 characters', 100000, '2026-11-01Z', true),
  ('tts_fallback_1000_characters', '1,000 characters', 15000, '2026-11-01Z', true),
  ('sfu_gb', 'GB', 50000, '2026-11-01Z', true),
  ('turn_gb', 'GB', 50000, '2026-11-01Z', true);

alter table public.service_prices enable row level security;
grant select, insert on public.service_prices to service_role;
grant select, insert (id, key, unit, amount_micros, valid_from) on public.service_prices to authenticated;
create policy "operators see them" on public.service_prices for select to authenticated
  using ((select private.is_operator()));
create policy "operators begin them" on public.service_prices for insert to authenticated
  with check ((select private.is_operator()));

create function private.keep_prices() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'A price is never changed: a new one begins.' using errcode = '42501';
end $$;
create trigger keep_prices before update or delete or truncate on public.service_prices
  for each statement execute function private.keep_prices();

-- What was metered up to now was metered at the prices of then.
create function private.begin_price() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.valid_from < now() - interval '1 minute' then
    perform private.refuse(400, 'invalid_input');
  end if;
  return new;
end $$;
create trigger begin_price before insert on public.service_prices
  for each row execute function private.begin_price();
create trigger note_change after insert on public.service_prices
  for each row execute function private.note_change('service_price', 'id', 'key', 'created_by,is_example,unit');
create trigger tell after insert on public.service_prices
  for each statement execute function private.tell_of_service();

-- The price of one unit at a moment (`priceAt` in shared/src/prices.ts); null where none holds yet.
create function private.price_at(wanted text, at timestamptz) returns bigint
language sql stable set search_path = '' as $$
  select p.amount_micros from public.service_prices p
  where p.key = wanted and p.valid_from <= at order by p.valid_from desc limit 1
$$;
grant execute on function private.price_at(text, timestamptz) to service_role;

-- What happened, for the screens that show it: told in the change's own transaction, read by the live line.

create table public.live_events (
  -- Both tell the place: numbers are given out in another order than transactions end in.
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  -- Null: everybody of the service. No reference: the end of an organisation is told too.
  organization_id uuid,
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  entity_id uuid,
  -- Who may hear of it: that person, and those from that role up; both null: every member.
  user_id uuid,
  least_role public.member_role,
  created_at timestamptz not null default now(),
  primary key (xid, id),
  -- Said twice in one transaction, it is told once.
  constraint told_once unique nulls not distinct (xid, organization_id, kind, entity_id, user_id, least_role)
);
create index live_events_in_order on public.live_events (organization_id, xid, id);
create index live_events_by_age on public.live_events (created_at);

-- Up to where events were deleted; whoever has heard less must look at everything anew.
create table private.live_horizon (
  is_only boolean primary key default true check (is_only),
  xid xid8 not null,
  id bigint not null
);
insert into private.live_horizon (xid, id) values ('0', 0);

alter table public.live_events enable row level security;
grant all on public.live_events to service_role;
grant usage on all sequences in schema public to service_role;

-- Tells that something has changed. What comes through the Worker it passes on by itself; a change made elsewhere
-- is announced by NOTIFY, because announcing each would have all commits wait for each other.
-- SECURITY DEFINER: the events are the service's alone.
create function private.tell(organization uuid, kind text, entity uuid default null,
  only_user uuid default null, least_role public.member_role default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.live_events (organization_id, kind, entity_id, user_id, least_role)
  values (organization, kind, entity, only_user, least_role)
  on conflict on constraint told_once do nothing;
  if nullif(current_setting('request.jwt.claims', true), '') is null then
    perform pg_notify('live', coalesce(organization::text, ''));
  end if;
end $$;

-- What an organisation's desktops have not heard yet behind the place `after` ("xid.id"; null: nothing, only the
-- place). A row counts once every transaction older than it has ended, so that none that ends late is passed over:
-- `waits` says that some do not count yet, `missed` that what followed `after` is no longer kept. After a dump was
-- restored, rows and horizon can be of transactions that this database has yet to come to: they say nothing here.
create function public.read_live_events(organization uuid, after text, most integer) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  settled xid8 := pg_snapshot_xmin(pg_current_snapshot());
  after_xid xid8 := coalesce(split_part(after, '.', 1), settled::text)::xid8;
  after_id bigint := coalesce(split_part(after, '.', 2), '0')::bigint;
  missed boolean := after_xid > settled
    or exists (select from private.live_horizon h where (after_xid, after_id) < (h.xid, h.id) and h.xid <= settled);
  events jsonb;
  place text;
begin
  select coalesce(jsonb_agg(jsonb_build_object('position', e.xid || '.' || e.id, 'kind', e.kind,
      'entityId', e.entity_id, 'userId', e.user_id, 'leastRole', e.least_role) order by e.xid, e.id), '[]'),
    max(e.xid || '.' || e.id) filter (where e.is_last)
  into events, place
  from (
    select f.*, row_number() over (order by f.xid desc, f.id desc) = 1 and count(*) over () = most as is_last
    from (
      (select * from public.live_events e where e.organization_id = organization
        and (e.xid, e.id) > (after_xid, after_id) and e.xid < settled order by e.xid, e.id limit most)
      union all
      (select * from public.live_events e where e.organization_id is null
        and (e.xid, e.id) > (after_xid, after_id) and e.xid < settled order by e.xid, e.id limit most)
      order by xid, id limit most
    ) f
  ) e
  where not missed;
  return jsonb_build_object(
    'events', events,
    -- A full page ends with its last event; otherwise all that is settled has been read.
    'position', coalesce(place, greatest(settled, after_xid) || '.0'),
    'missed', missed,
    'waits', exists (select from public.live_events e where e.xid >= settled
      and e.xid < pg_snapshot_xmax(pg_current_snapshot()) and (e.organization_id = organization or e.organization_id is null)));
end $$;

-- Which of these sessions still live, and as what their people belong to the organisation.
-- SECURITY DEFINER: sessions are Auth's.
create function public.live_holders(organization uuid, sessions uuid[])
returns table (session_id uuid, role public.member_role)
language sql stable security definer set search_path = '' as $$
  select s.id, m.role from auth.sessions s join public.memberships m on m.user_id = s.user_id
  where s.id = any (sessions) and m.organization_id = organization
$$;

-- Deletes what is older than `keep`, at most so many at once; answers how many. What a restored dump has of
-- transactions yet to come goes too: it would be told again when they come.
create function public.prune_live_events(keep interval, most integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  pruned integer;
  last_xid xid8;
  last_id bigint;
begin
  delete from public.live_events e where e.xid >= pg_snapshot_xmax(pg_current_snapshot());
  update private.live_horizon h set xid = pg_snapshot_xmin(pg_current_snapshot()), id = 0
  where h.xid >= pg_snapshot_xmax(pg_current_snapshot());
  with old as (
    select e.xid, e.id from public.live_events e
    where e.created_at < now() - keep and e.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.xid, e.id limit most for update skip locked
  ), gone as (
    delete from public.live_events e using old o where e.xid = o.xid and e.id = o.id returning e.xid, e.id
  ), ranked as (
    select g.xid, g.id, row_number() over (order by g.xid desc, g.id desc) as rank, count(*) over () as all_of_them from gone g
  )
  select r.all_of_them, r.xid, r.id into pruned, last_xid, last_id from ranked r where r.rank = 1;
  if pruned is null then
    return 0;
  end if;
  update private.live_horizon h set xid = last_xid, id = last_id where (h.xid, h.id) < (last_xid, last_id);
  return pruned;
end $$;

-- Organisations of which something was told since then; null among them: the whole service.
create function public.told_since(since timestamptz) returns setof uuid
language sql stable set search_path = '' as $$
  select distinct e.organization_id from public.live_events e where e.created_at >= since
$$;

grant execute on function public.read_live_events(uuid, text, integer), public.prune_live_events(interval, integer),
  public.told_since(timestamptz), public.live_holders(uuid, uuid[]) to service_role;
grant select on private.live_horizon to service_role;

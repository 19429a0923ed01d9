-- Leads, the lists they stand in, and the calls made to them.

create table public.leads (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  -- Null: unassigned, anyone of the organisation may call. Leaving the organisation unassigns.
  owner_id uuid,
  name text not null check (length(name) between 1 and 200),
  title text check (length(title) <= 200),
  company text check (length(company) <= 200),
  -- E.164
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  phone_original text not null check (length(phone_original) <= 1000),
  email text check (length(email) <= 254),
  address text check (length(address) <= 300),
  city text check (length(city) <= 120),
  state text check (length(state) <= 60),
  postal_code text check (length(postal_code) <= 20),
  -- IANA name; null where it could not be told.
  time_zone text check (length(time_zone) <= 60),
  time_zone_source text check (time_zone_source in ('postal_code', 'state')),
  is_sample boolean not null default false,
  do_not_call boolean not null default false,
  -- Texts alone, and a bound on all of them: one row must not make a page of leads too heavy to send.
  custom jsonb not null default '{}' check (jsonb_typeof(custom) = 'object'
    and not jsonb_path_exists(custom, 'strict $.* ? (@.type() != "string")')
    and octet_length(custom::text) <= 131072),
  -- Kept by a trigger on calls.
  last_called_at timestamptz,
  last_outcome text,
  created_at timestamptz not null default now(),
  check ((time_zone is null) = (time_zone_source is null)),
  unique (organization_id, phone),
  unique (organization_id, id),
  foreign key (organization_id, owner_id) references public.memberships (organization_id, user_id)
    on delete set null (owner_id)
);
create index leads_newest on public.leads (organization_id, created_at desc, id);
create index leads_owner on public.leads (organization_id, owner_id);

create table public.lead_lists (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (length(name) between 1 and 120),
  is_sample boolean not null default false,
  created_by uuid references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  unique (organization_id, id)
);
create unique index lead_lists_one_sample on public.lead_lists (organization_id) where is_sample;
create index lead_lists_created_by on public.lead_lists (created_by);

create table public.list_leads (
  list_id uuid not null,
  lead_id uuid not null,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  -- The order in which the list is called.
  position bigint not null,
  primary key (list_id, lead_id),
  foreign key (organization_id, list_id) references public.lead_lists (organization_id, id) on delete cascade,
  foreign key (organization_id, lead_id) references public.leads (organization_id, id) on delete cascade
);
create index list_leads_order on public.list_leads (list_id, position);
create index list_leads_lead on public.list_leads (organization_id, lead_id);

create table public.calls (
  -- Chosen by the desktop: writing a call again changes nothing.
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  lead_id uuid not null,
  user_id uuid not null references public.profiles (user_id) on delete restrict,
  -- The number as it was when the call was made.
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in
    ('connected', 'voicemail', 'no_answer', 'busy', 'wrong_number', 'callback', 'do_not_call')),
  notes text not null default '' check (length(notes) <= 10000),
  -- To a sample lead: no call was placed, and no number counts it.
  is_practice boolean not null,
  created_at timestamptz not null default now(),
  -- Postgres keeps times that JavaScript cannot read, infinity among them.
  check (started_at >= '2000-01-01Z' and started_at < '2100-01-01Z'),
  check (ended_at >= started_at and ended_at < '2100-01-01Z'),
  check (outcome is null or ended_at is not null),
  foreign key (organization_id, lead_id) references public.leads (organization_id, id)
);
create index calls_newest on public.calls (organization_id, started_at desc, id);
create index calls_of_user on public.calls (user_id, started_at desc, id);
create index calls_of_lead on public.calls (organization_id, lead_id, started_at desc);

-- ---------------------------------------------------------------------------------------------

alter table public.leads enable row level security;
alter table public.lead_lists enable row level security;
alter table public.list_leads enable row level security;
alter table public.calls enable row level security;

grant all on public.leads, public.lead_lists, public.list_leads, public.calls to service_role;

-- Reps see their own and unassigned leads, managers the team's.
grant select, delete on public.leads to authenticated;
grant insert (organization_id, owner_id, name, title, company, phone, phone_original, email, address,
    city, state, postal_code, time_zone, time_zone_source, is_sample, custom),
  -- Not do_not_call: a call sets it, and nobody takes it back.
  update (owner_id, name, title, company, email, address, city, state, postal_code, time_zone,
    time_zone_source, custom) on public.leads to authenticated;
create policy "own, unassigned, or the team's" on public.leads for select to authenticated
  using (organization_id = (select private.organization_id())
    and (owner_id is null or owner_id = (select private.user_id()) or (select private.has_role('manager'))));
create policy "into the own organisation" on public.leads for insert to authenticated
  with check (organization_id = (select private.organization_id())
    and (owner_id is null or owner_id = (select private.user_id()) or (select private.has_role('manager'))));
create policy "what one sees" on public.leads for update to authenticated
  using (organization_id = (select private.organization_id())
    and (owner_id is null or owner_id = (select private.user_id()) or (select private.has_role('manager'))))
  with check (organization_id = (select private.organization_id())
    and (owner_id is null or owner_id = (select private.user_id()) or (select private.has_role('manager'))));
create policy "managers delete" on public.leads for delete to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));

grant select, insert (id, organization_id, name, is_sample, created_by), update (name), delete
  on public.lead_lists to authenticated;
create policy "members see" on public.lead_lists for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "members make" on public.lead_lists for insert to authenticated
  with check (organization_id = (select private.organization_id()) and created_by = (select private.user_id()));
create policy "own, or managers" on public.lead_lists for update to authenticated
  using (organization_id = (select private.organization_id())
    and (created_by = (select private.user_id()) or (select private.has_role('manager'))));
create policy "managers delete" on public.lead_lists for delete to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));

-- A list names leads; who may see a lead is the lead's own rule.
grant select, insert, delete on public.list_leads to authenticated;
create policy "members see" on public.list_leads for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "members add" on public.list_leads for insert to authenticated
  with check (organization_id = (select private.organization_id()));
create policy "managers take out" on public.list_leads for delete to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));

-- A rep's own calls, for managers the team's. Nobody rewrites another's call or deletes one.
grant select on public.calls to authenticated;
grant insert (id, organization_id, lead_id, user_id, phone, started_at, ended_at, outcome, notes, is_practice),
  update (ended_at, outcome, notes) on public.calls to authenticated;
create policy "own, or the team's" on public.calls for select to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id = (select private.user_id()) or (select private.has_role('manager'))));
-- Until the address is proved only practice is allowed; what practice is, the lead says.
create policy "own, to a lead one sees" on public.calls for insert to authenticated
  with check (organization_id = (select private.organization_id())
    and user_id = (select private.user_id())
    and (is_practice or (select private.address_is_proven()))
    and exists (select from public.leads l where l.id = lead_id and l.is_sample = is_practice and not l.do_not_call));
create policy "own" on public.calls for update to authenticated
  using (organization_id = (select private.organization_id()) and user_id = (select private.user_id()))
  with check (user_id = (select private.user_id()));

-- ---------------------------------------------------------------------------------------------

-- Whether an organisation holds anything that leaving it would lose.
-- SECURITY DEFINER: asked while accepting an invitation.
create function private.has_work(organization uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.leads l where l.organization_id = organization and not l.is_sample)
    or exists (select from public.calls c where c.organization_id = organization and not c.is_practice)
$$;

-- Keeps a lead's last touch, and its wish not to be called, whenever that arrives. SECURITY DEFINER: the lead may have gone to another rep meanwhile, and
-- the columns are no one's to write.
create function private.remember_last_call() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.leads l
  set last_called_at = greatest(l.last_called_at, new.started_at),
    last_outcome = case when l.last_called_at > new.started_at then l.last_outcome else new.outcome end,
    do_not_call = l.do_not_call or new.outcome = 'do_not_call'
  where l.id = new.lead_id and new.outcome is not null;
  return null;
end $$;

create trigger remember_last_call after insert or update of outcome on public.calls
  for each row execute function private.remember_last_call();

-- A list with how many leads it holds and how many are still to be called, counted with the
-- caller's own sight.
create view public.lead_list_progress with (security_invoker = true) as
  select l.id, l.name, l.is_sample, l.created_at,
    count(d.id)::integer as lead_count,
    count(d.id) filter (where d.last_called_at is null and not d.do_not_call)::integer as remaining_count
  from public.lead_lists l
  left join public.list_leads x on x.list_id = l.id
  left join public.leads d on d.id = x.lead_id
  group by l.id;
grant select on public.lead_list_progress to authenticated, service_role;

-- The next leads of a list to call, in its order.
create function public.list_queue(list uuid, most integer) returns setof public.leads
language sql stable set search_path = '' as $$
  select d.* from public.list_leads x join public.leads d on d.id = x.lead_id
  where x.list_id = list and d.last_called_at is null and not d.do_not_call
  order by x.position
  limit most
$$;

-- Adds judged rows of a file to a list, all or none. A number that the organisation has already is
-- passed over, whoever's it is; answers the row numbers that were added. Sent again, because its answer
-- was lost, a slice adds nothing and answers the same.
create function public.import_leads(list uuid, rows jsonb) returns setof integer
language plpgsql set search_path = '' as $$
declare
  my_organization uuid := private.organization_id();
begin
  perform from public.lead_lists l where l.id = list;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  return query
  with given as (
    select distinct on (r.phone) r.*
    from jsonb_to_recordset(rows) as r (
      row_number integer, name text, title text, company text, phone text, phone_original text,
      email text, address text, city text, state text, postal_code text, time_zone text,
      time_zone_source text, custom jsonb)
    order by r.phone, r.row_number
  ), added as (
    insert into public.leads (organization_id, name, title, company, phone, phone_original, email,
      address, city, state, postal_code, time_zone, time_zone_source, custom)
    select my_organization, g.name, g.title, g.company, g.phone, g.phone_original, g.email,
      g.address, g.city, g.state, g.postal_code, g.time_zone, g.time_zone_source, coalesce(g.custom, '{}')
    from given g
    on conflict (organization_id, phone) do nothing
    returning leads.id, leads.phone
  ), listed as (
    insert into public.list_leads (list_id, lead_id, organization_id, position)
    select list, a.id, my_organization, g.row_number from added a join given g using (phone)
  )
  select g.row_number from added a join given g using (phone)
  union
  select g.row_number
  from given g
  join public.leads d on d.organization_id = my_organization and d.phone = g.phone
  join public.list_leads x on x.list_id = list and x.lead_id = d.id and x.position = g.row_number;
end $$;

-- Writes a call whole under an id the desktop chose. Ended stays ended: a late write of a running
-- call changes nothing that came after it.
create function public.save_call(
  call uuid, lead uuid, started timestamptz, ended timestamptz, call_outcome text, call_notes text)
returns setof public.calls
language plpgsql set search_path = '' as $$
declare
  target public.leads;
begin
  return query
  update public.calls c
  set ended_at = coalesce(ended, c.ended_at),
    outcome = coalesce(call_outcome, c.outcome),
    notes = case when c.ended_at is not null and ended is null then c.notes else call_notes end
  where c.id = call and c.lead_id = lead and c.user_id = private.user_id()
  returning c.*;
  if found then
    return;
  end if;

  select * into target from public.leads l where l.id = lead;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  if not target.is_sample and not private.address_is_proven() then
    perform private.refuse(403, 'address_unproven');
  end if;
  if target.do_not_call then
    perform private.refuse(409, 'do_not_call');
  end if;
  return query
  insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, ended_at, outcome, notes, is_practice)
  values (call, target.organization_id, target.id, private.user_id(), target.phone, started, ended, call_outcome,
    call_notes, target.is_sample)
  on conflict (id) do nothing
  returning *;
  if not found then
    -- Another's id, or one of another lead: as unknown as any other.
    perform private.refuse(404, 'not_found');
  end if;
end $$;

-- The caller's own numbers since a moment. Practice counts nowhere.
create function public.day_numbers(since timestamptz)
returns table (calls integer, reached integer, talk_seconds bigint)
language sql stable set search_path = '' as $$
  select count(*)::integer,
    count(*) filter (where c.outcome in ('connected', 'callback', 'do_not_call'))::integer,
    coalesce(sum(extract(epoch from c.ended_at - c.started_at))
      filter (where c.outcome in ('connected', 'callback', 'do_not_call')), 0)::bigint
  from public.calls c
  where c.user_id = (select private.user_id()) and c.started_at >= since
    and c.outcome is not null and not c.is_practice
$$;

-- Gives the organisation its list of fictional leads, once. 555-0100 to 555-0199 ring nowhere.
create function public.create_sample_list() returns uuid
language plpgsql set search_path = '' as $$
declare
  my_organization uuid := private.organization_id();
  sample uuid;
begin
  insert into public.lead_lists (organization_id, name, is_sample, created_by)
  values (my_organization, 'Practice list', true, private.user_id())
  on conflict (organization_id) where is_sample do nothing
  returning id into sample;
  if sample is null then
    return (select l.id from public.lead_lists l where l.organization_id = my_organization and l.is_sample);
  end if;

  with given as (
    select * from (values
      (1, 'Ada Okafor', 'COO', 'Harbor Freightworks', '+12125550143', 'New York', 'NY', '10001', 'America/New_York'),
      (2, 'Jon Ortiz', 'VP Sales', 'Blue Mesa Outfitters', '+15055550112', 'Albuquerque', 'NM', '87102', 'America/Denver'),
      (3, 'Mei Tanaka', 'Head of Operations', 'Pacific Crate Co.', '+14155550171', 'San Francisco', 'CA', '94107', 'America/Los_Angeles'),
      (4, 'Sam Whitfield', 'Owner', 'Whitfield & Daughters', '+16155550125', 'Nashville', 'TN', '37203', 'America/Chicago'),
      (5, 'Priya Raman', 'Director of Procurement', 'Lakeshore Clinics', '+13125550188', 'Chicago', 'IL', '60607', 'America/Chicago'),
      (6, 'Walt Begay', 'General Manager', 'Red Rock Solar', '+19285550166', 'Flagstaff', 'AZ', '86001', 'America/Phoenix'),
      (7, 'Leilani Kahale', 'Founder', 'Trade Wind Coffee', '+18085550119', 'Honolulu', 'HI', '96813', 'Pacific/Honolulu'),
      (8, 'Erik Lund', 'Plant Manager', 'North Slope Fisheries', '+19075550154', 'Anchorage', 'AK', '99501', 'America/Anchorage'),
      (9, 'Dana Fields', 'CFO', 'Bayou Print House', '+15045550137', 'New Orleans', 'LA', '70112', 'America/Chicago'),
      (10, 'Theo Marchetti', 'Buyer', 'Granite State Tools', '+16035550102', 'Manchester', 'NH', '03101', 'America/New_York')
    ) as g (place, name, title, company, phone, city, state, postal_code, time_zone)
  ), added as (
    insert into public.leads (organization_id, name, title, company, phone, phone_original, city, state,
      postal_code, time_zone, time_zone_source, is_sample)
    select my_organization, name, title, company, phone, phone, city, state, postal_code, time_zone,
      'postal_code', true
    from given
    on conflict (organization_id, phone) do nothing
    returning leads.id, leads.phone
  )
  insert into public.list_leads (list_id, lead_id, organization_id, position)
  select sample, a.id, my_organization, g.place from added a join given g using (phone);
  return sample;
end $$;

grant execute on function private.has_work(uuid) to service_role;
grant execute on function public.list_queue(uuid, integer), public.import_leads(uuid, jsonb),
  public.save_call(uuid, uuid, timestamptz, timestamptz, text, text), public.day_numbers(timestamptz),
  public.create_sample_list() to authenticated, service_role;

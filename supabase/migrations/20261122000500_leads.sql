-- Leads, and the lists they stand in.

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
create index leads_by_name on public.leads (organization_id, name, id);
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

-- ---------------------------------------------------------------------------------------------

alter table public.leads enable row level security;
alter table public.lead_lists enable row level security;
alter table public.list_leads enable row level security;
grant all on public.leads, public.lead_lists, public.list_leads to service_role;

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

-- ---------------------------------------------------------------------------------------------

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

grant execute on function public.list_queue(uuid, integer), public.import_leads(uuid, jsonb),
  public.create_sample_list() to authenticated, service_role;

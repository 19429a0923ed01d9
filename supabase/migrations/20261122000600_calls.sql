-- The calls made to leads.

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

alter table public.calls enable row level security;
grant all on public.calls to service_role;

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

-- Whether an organisation holds anything that leaving it would lose.
-- SECURITY DEFINER: asked while accepting an invitation.
create function private.has_work(organization uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.leads l where l.organization_id = organization and not l.is_sample)
    or exists (select from public.calls c where c.organization_id = organization and not c.is_practice)
$$;

-- Keeps a lead's last touch, and its wish not to be called, whenever that arrives. SECURITY DEFINER:
-- the lead may have gone to another rep meanwhile, and the columns are no one's to write.
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

grant execute on function private.has_work(uuid) to service_role;
grant execute on function public.save_call(uuid, uuid, timestamptz, timestamptz, text, text),
  public.day_numbers(timestamptz) to authenticated, service_role;

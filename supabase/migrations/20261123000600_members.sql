-- Members who go: what was theirs is handed to a colleague, or to nobody, in one transaction.

-- Who belonged to an organisation. Their calls stay under their name.
create table public.former_members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  -- What they were, and are again when they come back.
  role public.member_role not null,
  left_at timestamptz not null default now(),
  deactivated_by uuid references public.profiles (user_id) on delete set null,
  -- To whom their work went; null: to nobody.
  successor_id uuid references public.profiles (user_id) on delete set null,
  primary key (organization_id, user_id)
);
create index former_members_user on public.former_members (user_id);
create index former_members_deactivated_by on public.former_members (deactivated_by);
create index former_members_successor on public.former_members (successor_id);

alter table public.former_members enable row level security;
grant all on public.former_members to service_role;
grant select on public.former_members to authenticated;
create policy "members see who went" on public.former_members for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "own" on public.former_members for select to authenticated
  using (user_id = (select private.user_id()));

-- Calls, notes and the trail name them.
create policy "former colleagues" on public.profiles for select to authenticated
  using (user_id in (select f.user_id from public.former_members f));

-- A member goes by `deactivate_member` alone.
revoke delete on public.memberships from authenticated;
drop policy "admins remove" on public.memberships;

-- ---------------------------------------------------------------------------------------------

-- Who comes back, by whatever way, is no former member. SECURITY DEFINER: an invitation is taken in one's own name.
create function private.forget_leaving() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.former_members f where f.organization_id = new.organization_id and f.user_id = new.user_id;
  return null;
end $$;
create trigger forget_leaving after insert on public.memberships
  for each row execute function private.forget_leaving();

-- As before, and without keeping out those who only refer to the organisation: a rep who saves a call does.
create or replace function private.keep_an_admin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.organizations where id = old.organization_id for no key update;
  if found
    and not exists (select from public.memberships where organization_id = old.organization_id and role = 'admin')
    and (exists (select from public.memberships where organization_id = old.organization_id)
      or exists (select from public.profiles where user_id = old.user_id))
  then
    perform private.refuse(409, 'last_admin');
  end if;
  return null;
end $$;

-- A call that was on its way when its rep was deactivated is kept; what it leaves to do goes where the rest went.
-- Waits for a deactivation that is going on. SECURITY DEFINER: it locks a membership.
create function private.hand_on_task() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  successor uuid;
begin
  perform from public.memberships m
  where m.organization_id = new.organization_id and m.user_id = new.user_id for key share;
  if found then
    return new;
  end if;
  select f.successor_id into successor from public.former_members f
  where f.organization_id = new.organization_id and f.user_id = new.user_id;
  if found then
    new.user_id := (select m.user_id from public.memberships m
      where m.organization_id = new.organization_id and m.user_id = successor);
  end if;
  return new;
end $$;
create trigger hand_on_task before insert on public.tasks for each row
  when (new.user_id is not null) execute function private.hand_on_task();

-- Who dials holds their membership as long as they say so: somebody who is being deactivated begins nothing more.
-- SECURITY DEFINER: it locks a membership.
create function private.need_a_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.memberships m
  where m.organization_id = new.organization_id and m.user_id = new.user_id for key share;
  if not found then
    perform private.refuse(403, 'no_organization');
  end if;
  return new;
end $$;
create trigger need_a_member before insert on public.dial_sessions
  for each row execute function private.need_a_member();

-- A call that began as its rep was deactivated does not keep the lead from the others for hours: the claim lapses.
create function private.hold_as_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.memberships m
  where m.organization_id = new.organization_id and m.user_id = new.user_id for key share;
  if not found then
    new.in_call_since := old.in_call_since;
    new.expires_at := old.expires_at;
  end if;
  return new;
end $$;
create trigger hold_as_member before update of in_call_since on public.claims for each row
  when (old.in_call_since is null and new.in_call_since is not null) execute function private.hold_as_member();

-- ---------------------------------------------------------------------------------------------

-- Gives what a member has in hand to `successor`, or to nobody: leads and open tasks. Answers how many.
create function private.hand_over_work(organization uuid, member uuid, successor uuid,
  out leads integer, out tasks integer, out callbacks integer)
language plpgsql set search_path = '' as $$
begin
  update public.leads l set owner_id = successor where l.organization_id = organization and l.owner_id = member;
  get diagnostics leads = row_count;
  with handed as (
    update public.tasks t set user_id = successor
    where t.organization_id = organization and t.user_id = member and t.done_at is null
    returning t.kind
  )
  select count(*) filter (where h.kind <> 'callback'), count(*) filter (where h.kind = 'callback')
  into tasks, callbacks from handed h;
end $$;

-- Takes a member out of the caller's organisation and hands their leads, open tasks, lists and SIM lines to
-- `successor`, or to nobody; answers how many. Their sessions end, of dialing and of the account.
-- SECURITY DEFINER: it writes what is no one's to write, and ends another's sessions.
-- Locks in the order of all who change leads: leads by id (theirs, those promised a callback in their name, those
-- they have before them), tasks, then the membership, then lists, sessions, claims. What takes long comes before the
-- membership, which whoever writes in the member's name holds until they are done. After it nothing is waited for
-- that such a writer may have: they wait for the membership.
create function public.deactivate_member(member uuid, successor uuid) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  me constant uuid := private.user_id();
  my_organization constant uuid := private.organization_id();
  target public.memberships;
  work record;
  late record;
  lists integer;
  lines integer;
  handed jsonb;
begin
  -- Of two admins who deactivate each other one comes first.
  perform from public.organizations o where o.id = my_organization for no key update;
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  if member = me or member = successor then
    perform private.refuse(409, 'conflict');
  end if;
  perform from public.memberships m where m.user_id = member and m.organization_id = my_organization;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  perform from public.memberships m where m.user_id = successor and m.organization_id = my_organization;
  if not found and successor is not null then
    perform private.refuse(404, 'not_found');
  end if;

  perform from public.leads l
  where l.organization_id = my_organization and (l.owner_id = member
    or l.id in (select t.lead_id from public.tasks t
      where t.organization_id = my_organization and t.user_id = member and t.kind = 'callback' and t.done_at is null)
    or l.id in (select c.lead_id from public.claims c where c.user_id = member))
  order by l.id for no key update;
  select * into work from private.hand_over_work(my_organization, member, successor);

  select * into target from public.memberships m where m.user_id = member for update;
  -- What came to them meanwhile.
  select * into late from private.hand_over_work(my_organization, member, successor);
  update public.lines n set user_id = successor where n.organization_id = my_organization and n.user_id = member;
  get diagnostics lines = row_count;
  -- Conditions on "me" mean somebody else from now on.
  update public.lead_lists l set created_by = successor, refreshed_at = null
  where l.organization_id = my_organization and l.created_by = member;
  get diagnostics lists = row_count;
  update public.dial_sessions s set status = 'ended', pause_reason = null, ended_at = private.clock()
  where s.user_id = member and s.organization_id = my_organization and s.ended_at is null;
  delete from public.claims c where c.lead_id in (
    select h.lead_id from public.claims h where h.user_id = member for update skip locked);
  update public.permits p set revoked_at = private.clock() where p.id in (
    select h.id from public.permits h
    where h.user_id = member and h.organization_id = my_organization and h.used_at is null
      and h.revoked_at is null and h.expires_at > private.clock()
    for update skip locked);

  insert into public.former_members (organization_id, user_id, role, deactivated_by, successor_id)
  values (my_organization, member, target.role, me, successor);
  perform set_config('app.noted_member', member::text, true);
  delete from public.memberships m where m.user_id = member;
  perform set_config('app.noted_member', '', true);
  delete from auth.sessions s where s.user_id = member;

  handed := jsonb_build_object('leads', work.leads + late.leads, 'tasks', work.tasks + late.tasks,
    'callbacks', work.callbacks + late.callbacks, 'lists', lists, 'lines', lines);
  perform private.note(my_organization, 'deactivate', 'member', member::text,
    (select p.email from public.profiles p where p.user_id = member),
    jsonb_build_object('role', jsonb_build_array(target.role, null), 'successor', jsonb_build_array(null, successor))
    || (select jsonb_object_agg(h.key, jsonb_build_array(null, h.value)) from jsonb_each(handed) h));
  return handed;
end $$;

-- Brings a former member back as what they were. `conflict` where they belong to an organisation by now.
-- SECURITY DEFINER: nobody may write memberships directly.
create function public.reactivate_member(member uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  my_organization constant uuid := private.organization_id();
  former public.former_members;
begin
  perform from public.organizations o where o.id = my_organization for no key update;
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  select * into former from public.former_members f
  where f.organization_id = my_organization and f.user_id = member for update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  perform set_config('app.noted_member', member::text, true);
  insert into public.memberships (user_id, organization_id, role) values (member, my_organization, former.role)
  on conflict (user_id) do nothing;
  if not found then
    perform private.refuse(409, 'conflict');
  end if;
  perform set_config('app.noted_member', '', true);
  perform private.note(my_organization, 'reactivate', 'member', member::text,
    (select p.email from public.profiles p where p.user_id = member),
    jsonb_build_object('role', jsonb_build_array(null, former.role)));
end $$;

-- Of which organisation the caller is no member any more, and whom to ask there: who deactivated them first.
-- Null for who was never one, or is one of some organisation. SECURITY DEFINER: a former member sees nobody.
create function public.former_membership() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('organizationName', o.name, 'leftAt', f.left_at, 'ask', (
      select coalesce(jsonb_agg(jsonb_build_object('fullName', a.full_name, 'email', a.email)), '[]')
      from (
        select p.full_name, p.email from public.memberships m join public.profiles p using (user_id)
        where m.organization_id = f.organization_id and m.role = 'admin'
        order by m.user_id = f.deactivated_by desc nulls last, m.created_at, m.user_id limit 3
      ) a))
  from public.former_members f join public.organizations o on o.id = f.organization_id
  where f.user_id = private.user_id()
    and not exists (select from public.memberships m where m.user_id = f.user_id)
  order by f.left_at desc limit 1
$$;

-- What each member has in hand, for admins: leads, open tasks, and when they called last.
create function public.member_work()
returns table (user_id uuid, lead_count integer, task_count integer, last_call_at timestamptz)
language sql stable set search_path = '' as $$
  select m.user_id, coalesce(l.leads, 0)::integer, coalesce(t.tasks, 0)::integer,
    (select c.started_at from public.calls c
      where c.user_id = m.user_id and c.organization_id = m.organization_id and not c.is_practice
      order by c.started_at desc limit 1)
  from public.memberships m
  left join (select l.owner_id, count(*) as leads from public.leads l where l.owner_id is not null group by 1) l
    on l.owner_id = m.user_id
  left join (select t.user_id, count(*) as tasks from public.tasks t
    where t.user_id is not null and t.done_at is null group by 1) t on t.user_id = m.user_id
$$;

grant execute on function public.deactivate_member(uuid, uuid), public.reactivate_member(uuid),
  public.former_membership(), public.member_work() to authenticated, service_role;

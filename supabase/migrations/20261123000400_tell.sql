-- What each table tells the live line of. Reps hear of what they may see: a lead of somebody else's is its owner's and
-- the managers' alone. All are SECURITY DEFINER, because they tell in the name of whoever changed something.

-- Rows with an `organization_id`: one event of the kind in the argument, whatever the number of rows. A second
-- argument names the role from which up one hears of it.
create function private.tell_of_rows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell(r.organization_id, tg_argv[0], null, null, nullif(tg_argv[1], '')::public.member_role)
  from (select distinct organization_id from changed) r;
  return null;
end $$;

do $$
declare
  each record;
begin
  for each in
    select t.*, v.verb, v.side from (values
      ('invitations', 'invitations', 'admin'), ('outcomes', 'playbook', ''), ('scripts', 'playbook', ''),
      ('objections', 'playbook', ''), ('lines', 'playbook', ''), ('dial_settings', 'playbook', ''),
      ('lead_lists', 'lists', ''), ('saved_views', 'views', '')) as t (name, kind, least_role)
    cross join (values ('insert', 'new'), ('update', 'new'), ('delete', 'old')) as v (verb, side)
  loop
    execute format('create trigger tell_of_%s after %1$s on public.%I referencing %s table as changed
      for each statement execute function private.tell_of_rows(%L, %L)',
      each.verb, each.name, each.side, each.kind, each.least_role);
  end loop;
end $$;
create trigger tell_of_insert after insert on public.do_not_call_numbers referencing new table as changed
  for each statement execute function private.tell_of_rows('do_not_call');
create trigger tell_of_insert after insert on public.list_leads referencing new table as changed
  for each statement execute function private.tell_of_rows('lists');
create trigger tell_of_delete after delete on public.list_leads referencing old table as changed
  for each statement execute function private.tell_of_rows('lists');
create trigger tell_of_insert after insert on public.audit_log referencing new table as changed
  for each statement execute function private.tell_of_rows('audit', 'admin');

create function private.tell_of_organization() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell(new.id, 'organization');
  return null;
end $$;
create trigger tell after update on public.organizations for each row
  when (new.name <> old.name) execute function private.tell_of_organization();

create function private.tell_of_member() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changed record := coalesce(new, old);
begin
  perform private.tell(changed.organization_id, 'member', changed.user_id);
  return null;
end $$;
create trigger tell after insert or update or delete on public.memberships
  for each row execute function private.tell_of_member();

create function private.tell_of_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell(m.organization_id, 'member', m.user_id) from public.memberships m where m.user_id = new.user_id;
  return null;
end $$;
create trigger tell after update on public.profiles for each row
  when (new.full_name <> old.full_name or new.email <> old.email
    or new.address_proven_at is distinct from old.address_proven_at)
  execute function private.tell_of_profile();

-- A few leads by their ids; beyond that one event for all, and everybody looks.
create function private.tell_of_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  few constant integer := 20;
begin
  if (select count(*) from (select from changed limit few + 1) c) > few then
    perform private.tell(r.organization_id, 'leads') from (select distinct organization_id from changed) r;
  else
    perform private.tell(c.organization_id, 'lead', c.id, c.owner_id,
      case when c.owner_id is not null then 'manager'::public.member_role end)
    from changed c;
  end if;
  return null;
end $$;
create trigger tell_of_insert after insert on public.leads referencing new table as changed
  for each statement execute function private.tell_of_leads();
create trigger tell_of_update after update on public.leads referencing new table as changed
  for each statement execute function private.tell_of_leads();
create trigger tell_of_delete after delete on public.leads referencing old table as changed
  for each statement execute function private.tell_of_leads();

-- Whose lead it was hears of it too.
create function private.tell_former_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  few constant integer := 20;
begin
  -- Beyond a few everybody is told to look, by `tell_of_leads`.
  if (select count(*) from (select from changed limit few + 1) c) <= few then
    perform private.tell(n.organization_id, 'lead', n.id, o.owner_id, 'manager')
    from changed n join before o using (id)
    where o.owner_id is not null and o.owner_id is distinct from n.owner_id;
  end if;
  return null;
end $$;
create trigger tell_former_owner after update on public.leads
  referencing old table as before new table as changed
  for each statement execute function private.tell_former_owner();

create function private.tell_of_call() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell(new.organization_id, 'call', new.lead_id, new.user_id, 'manager');
  return null;
end $$;
create trigger tell_of_insert after insert on public.calls
  for each row execute function private.tell_of_call();
create trigger tell_of_update after update on public.calls for each row
  when (new.outcome is distinct from old.outcome or new.notes is distinct from old.notes)
  execute function private.tell_of_call();

create function private.tell_of_task() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  few constant integer := 20;
begin
  if (select count(*) from (select from changed limit few + 1) c) > few then
    perform private.tell(r.organization_id, 'tasks') from (select distinct organization_id from changed) r;
  else
    perform private.tell(c.organization_id, 'tasks', c.lead_id, c.user_id,
      case when c.user_id is not null then 'manager'::public.member_role end)
    from changed c;
  end if;
  return null;
end $$;
create trigger tell_of_insert after insert on public.tasks referencing new table as changed
  for each statement execute function private.tell_of_task();
create trigger tell_of_update after update on public.tasks referencing new table as changed
  for each statement execute function private.tell_of_task();
create trigger tell_of_delete after delete on public.tasks referencing old table as changed
  for each statement execute function private.tell_of_task();

-- A session that has ended, however it was ended: its lines are closed by this.
create function private.tell_of_session() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell(m.organization_id, 'session', old.id, old.user_id)
  from public.memberships m where m.user_id = old.user_id;
  return null;
end $$;
create trigger tell after delete on auth.sessions
  for each row execute function private.tell_of_session();

-- A payment that is overdue for longer than the grace: an organisation can be read and exported, and its members change
-- nothing. What goes on is what the law asks (do-not-call entries, erasures), what a call leaves that had begun, what
-- makes the organisation smaller (members, invitations, lines and lists that go), one's own profile, and the service's
-- own work: it comes without a person.

-- Set (to 'on') for the rest of a transaction whose writes follow from something that goes on.
create function private.let_go_on() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform set_config('app.goes_on', 'on', true);
  return null;
end $$;

-- Refuses a member's write while their organisation is read-only. Operators' work goes on, in their own organisation too.
-- SECURITY DEFINER: it looks at what members may not.
create function private.need_open() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  me constant uuid := auth.uid();
begin
  if me is not null and current_setting('app.goes_on', true) is distinct from 'on'
    and private.is_read_only((select m.organization_id from public.memberships m where m.user_id = me))
    and not exists (select from public.operators o where o.user_id = me)
  then
    perform private.refuse(402, 'read_only');
  end if;
  return null;
end $$;

-- Of what a statement causes by triggers and foreign keys nothing is asked: the statement was.
-- Invitations and members who come are asked by `need_seat`.
do $$
declare
  each record;
begin
  for each in
    select * from (values
      ('organizations', 'update'), ('memberships', 'update'), ('leads', 'insert or update or delete'),
      ('lead_lists', 'insert or update'), ('list_leads', 'insert or update or delete'), ('custom_fields', 'insert'),
      ('saved_views', 'insert or update or delete'), ('outcomes', 'insert or update or delete'),
      ('scripts', 'insert or update or delete'), ('objections', 'insert or update or delete'), ('dial_settings', 'update'),
      ('tasks', 'insert or update or delete'), ('flag_overrides', 'insert or update or delete')) as t (name, verbs)
  loop
    execute format('create trigger need_open before %s on public.%I for each statement
      when (pg_trigger_depth() = 0) execute function private.need_open()', each.verbs, each.name);
  end loop;
end $$;
-- A line that is switched off, and nothing else of it changed, makes room.
create trigger need_open after insert on public.lines for each row
  when (pg_trigger_depth() = 0) execute function private.need_open();
create trigger need_open_again after update on public.lines for each row
  when (pg_trigger_depth() = 0 and (new.is_active or new.phone <> old.phone or new.label <> old.label
    or new.user_id is distinct from old.user_id))
  execute function private.need_open();

-- What a call leaves is kept whole. Calls and sessions are written by their functions alone, before anything that follows.
create trigger let_go_on before insert or update on public.calls
  for each statement execute function private.let_go_on();
create trigger let_go_on before insert on public.dial_sessions
  for each statement execute function private.let_go_on();

-- Without leave to call only practice begins, and not any more. SECURITY DEFINER: see above.
create function private.keep_begun_practice() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if auth.uid() is not null and private.is_read_only(new.organization_id)
    and exists (select from public.entitlements e
      where e.organization_id = new.organization_id and e.grace_ends_at <= new.started_at)
  then
    perform private.refuse(402, 'read_only');
  end if;
  return new;
end $$;
create trigger keep_begun_practice before insert on public.calls for each row
  when (new.permit_id is null) execute function private.keep_begun_practice();

-- Why a lead may not be called now (PERMIT_REFUSALS in shared/src/dialing.ts), or null.
create or replace function private.permit_refusal(lead public.leads, is_proven boolean, is_open boolean) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select case
      when private.is_read_only(lead.organization_id) then 'read_only'
      when not lead.is_sample and not is_proven then 'address_unproven'
      when lead.do_not_call or exists (select from public.do_not_call_numbers d
        where d.organization_id = lead.organization_id and d.phone = lead.phone) then 'do_not_call'
      when lead.is_sample or is_open then null
      when is_open is null then 'no_time_zone'
      else 'outside_hours'
    end
  );
end $$;

-- As before, while the organisation is open: in one that is read-only lists stand as they are.
create or replace function private.refresh_list_if_old(list uuid, most integer) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.lead_lists l
  where l.id = list and l.filter is not null
    and coalesce(l.refreshed_at < private.clock() - interval '1 minute', true)
    and not private.is_read_only(l.organization_id);
  if found and pg_try_advisory_xact_lock(hashtextextended('refresh_list:' || list, 0)) then
    perform private.refresh_list(list, most);
  end if;
end $$;

-- As before, and from an organisation that is read-only too: members go, to fit a plan.
create or replace function private.hand_over_work(organization uuid, member uuid, successor uuid,
  out leads integer, out tasks integer, out callbacks integer)
language plpgsql set search_path = '' as $$
begin
  perform set_config('app.goes_on', 'on', true);
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

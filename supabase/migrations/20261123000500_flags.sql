-- Feature flags: what is on for whom. `decideFlag` (shared/src/flags.ts) decides; here stands what it decides by.

create table public.flags (
  key text primary key check (key ~ '^[a-z]+(_[a-z0-9]+)*$' and length(key) <= 60),
  is_on_by_default boolean not null default false,
  -- The operators' word: off beats all, on is weaker than what is nearer; null: none.
  service boolean,
  -- On for so many of a hundred people, whatever the default is.
  percentage smallint not null default 0 check (percentage between 0 and 100),
  -- Whether admins may set it for their organisation and its people.
  admins_may_set boolean not null default false
);
insert into public.flags (key, admins_may_set) values ('voice_ai_enabled', true);

-- What was set nearer: for an organisation, or (with a person) for one of its members, until they leave it.
create table public.flag_overrides (
  id uuid primary key default gen_random_uuid(),
  flag_key text not null references public.flags (key) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid,
  is_on boolean not null,
  foreign key (organization_id, user_id) references public.memberships (organization_id, user_id) on delete cascade,
  constraint one_setting unique nulls not distinct (flag_key, organization_id, user_id)
);
create index flag_overrides_of_organization on public.flag_overrides (organization_id, user_id);

-- Whether the caller may set a flag in an organisation. SECURITY DEFINER, as the caller's other questions are.
create function private.may_set_flag(flag text, organization uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.is_operator()
    or (organization = private.organization_id() and private.has_role('admin')
      and exists (select from public.flags f where f.key = flag and f.admins_may_set))
$$;
grant execute on function private.may_set_flag(text, uuid) to authenticated, service_role;

alter table public.flags enable row level security;
alter table public.flag_overrides enable row level security;
grant all on public.flags, public.flag_overrides to service_role;

grant select, update (is_on_by_default, service, percentage, admins_may_set) on public.flags to authenticated;
create policy "people see them" on public.flags for select to authenticated
  using ((select private.user_id()) is not null);
create policy "operators set them" on public.flags for update to authenticated
  using ((select private.is_operator())) with check ((select private.is_operator()));

grant select, insert, update (is_on), delete on public.flag_overrides to authenticated;
create policy "operators see all" on public.flag_overrides for select to authenticated
  using ((select private.is_operator()));
create policy "members see what concerns them" on public.flag_overrides for select to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id is null or user_id = (select private.user_id()) or (select private.has_role('admin'))));
create policy "admins and operators add" on public.flag_overrides for insert to authenticated
  with check (private.may_set_flag(flag_key, organization_id));
create policy "admins and operators change" on public.flag_overrides for update to authenticated
  using (private.may_set_flag(flag_key, organization_id)) with check (private.may_set_flag(flag_key, organization_id));
create policy "admins and operators take away" on public.flag_overrides for delete to authenticated
  using (private.may_set_flag(flag_key, organization_id));

-- ---------------------------------------------------------------------------------------------
-- What every change brings with it, however it is made: a line of the trail, an event, a notification, an alert.

create trigger note_change after insert or update or delete on public.flags
  for each row execute function private.note_change('flag', 'key', 'key', '');

create function private.flag_setting(setting boolean) returns text
language sql immutable set search_path = '' as $$
  select case setting when true then 'on' when false then 'off' else 'not set' end
$$;

-- Mails an alert about a toggle: who, which flag, for whom, from what to what.
create function private.alert_of_flag(flag text, scope text, changed text, organization uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  who text := coalesce(
    (select p.full_name || ' <' || p.email || '>' from public.profiles p where p.user_id = private.user_id()),
    nullif(current_setting('app.via', true), ''),
    case when nullif(current_setting('request.jwt.claims', true), '') is null
      then 'somebody with access to the database' else 'the service' end);
begin
  perform private.alert(format('Feature flag %s: %s (%s)', flag, changed, scope),
    format(E'%s changed the feature flag %s for %s: %s.\nAt %s UTC.', who, flag, scope, changed,
      to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS')),
    organization);
end $$;

-- Whoever wrote it, with whatever key: the listener hears of it, so that screens change at once. Flags change seldom
-- enough for commits that announce themselves.
create function private.notify_of_flag(flag text, scope text, organization uuid default null, person uuid default null)
returns void
language plpgsql set search_path = '' as $$
begin
  perform pg_notify('live', coalesce(organization::text, ''));
  perform pg_notify('feature_flags', jsonb_build_object('flag', flag, 'scope', scope, 'organizationId', organization,
    'userId', person)::text);
end $$;

-- SECURITY DEFINER: it tells and mails in the name of whoever changed something.
create function private.flag_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changes text;
begin
  if tg_op = 'UPDATE' and new is not distinct from old then
    return null;
  end if;
  perform private.tell(null, 'flags');
  perform private.notify_of_flag(coalesce(new.key, old.key), 'service');
  if tg_op = 'UPDATE' then
    select string_agg(c.label || ' ' || c.before || ' → ' || c.after, ', ') into changes
    from (values
      ('default', private.flag_setting(old.is_on_by_default), private.flag_setting(new.is_on_by_default)),
      ('service', private.flag_setting(old.service), private.flag_setting(new.service)),
      ('percentage', old.percentage::text, new.percentage::text),
      ('admins may set it', case when old.admins_may_set then 'yes' else 'no' end,
        case when new.admins_may_set then 'yes' else 'no' end)) as c (label, before, after)
    where c.before <> c.after;
    perform private.alert_of_flag(new.key, 'everybody', changes);
  end if;
  return null;
end $$;
create trigger flag_changed after insert or update or delete on public.flags
  for each row execute function private.flag_changed();

create function private.flag_override_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  whole public.flag_overrides := coalesce(new, old);
  before boolean := case when tg_op <> 'INSERT' then old.is_on end;
  after boolean := case when tg_op <> 'DELETE' then new.is_on end;
  person text := (select p.email from public.profiles p where p.user_id = whole.user_id);
  organization text := (select o.name from public.organizations o where o.id = whole.organization_id);
begin
  if before is not distinct from after then
    return null;
  end if;
  -- One's own is heard of by oneself and the admins.
  perform private.tell(whole.organization_id, 'flags', null, whole.user_id,
    case when whole.user_id is not null then 'admin'::public.member_role end);
  perform private.notify_of_flag(whole.flag_key, case when whole.user_id is null then 'organization' else 'user' end,
    whole.organization_id, whole.user_id);
  -- What goes with its member, organisation or flag is told of by their own lines.
  if not exists (select from public.flags f where f.key = whole.flag_key) or organization is null
    or (whole.user_id is not null and not exists (select from public.memberships m where m.user_id = whole.user_id
      and m.organization_id = whole.organization_id))
  then
    return null;
  end if;
  perform private.note(whole.organization_id, 'change', 'flag_override', whole.flag_key,
    whole.flag_key || coalesce(' for ' || person, ''), jsonb_build_object('is_on', jsonb_build_array(before, after)));
  perform private.alert_of_flag(whole.flag_key, coalesce(person || ' of ', '') || organization,
    private.flag_setting(before) || ' → ' || private.flag_setting(after), whole.organization_id);
  return null;
end $$;
create trigger flag_override_changed after insert or update or delete on public.flag_overrides
  for each row execute function private.flag_override_changed();

-- ---------------------------------------------------------------------------------------------
-- The changes

-- Sets a flag for the service: the columns in `changes`, the others stay.
create function public.set_flag(flag text, changes jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  if not private.is_operator() then
    perform private.refuse(403, 'forbidden');
  end if;
  perform private.write_flag(flag, changes);
end $$;

create function private.write_flag(flag text, changes jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  update public.flags f set (is_on_by_default, service, percentage, admins_may_set) = (
    select n.is_on_by_default, n.service, n.percentage, n.admins_may_set from jsonb_populate_record(f, changes) n)
  where f.key = flag;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
end $$;

-- Sets a flag for an organisation or (with a person) one of its members; null takes the setting away. What comes
-- last stands.
create function public.set_flag_override(flag text, organization uuid, person uuid, is_on boolean) returns void
language plpgsql set search_path = '' as $$
begin
  if not exists (select from public.flags f where f.key = flag) then
    perform private.refuse(404, 'not_found');
  end if;
  if not private.may_set_flag(flag, organization) then
    perform private.refuse(403, 'forbidden');
  end if;
  perform private.write_flag_override(flag, organization, person, is_on);
end $$;

create function private.write_flag_override(flag text, organization uuid, person uuid, is_on boolean) returns void
language plpgsql set search_path = '' as $$
begin
  if is_on is null then
    delete from public.flag_overrides o
    where o.flag_key = flag and o.organization_id = organization and o.user_id is not distinct from person;
  else
    insert into public.flag_overrides as o (flag_key, organization_id, user_id, is_on)
    values (flag, organization, person, is_on)
    on conflict on constraint one_setting do update set is_on = excluded.is_on;
  end if;
exception when foreign_key_violation then
  perform private.refuse(404, 'not_found');
end $$;

-- Does what a signed message from elsewhere says, and ends the work on it in the same transaction: a message that was
-- taken has been done. Answers the organisation it concerned; null for the service.
create function public.take_flag_message(message uuid, flag text, scope text, organization uuid, person uuid,
  is_on boolean, sender text) returns uuid
language plpgsql set search_path = '' as $$
declare
  concerned uuid := case scope when 'organization' then organization when 'user' then
    (select m.organization_id from public.memberships m
      where m.user_id = person and m.organization_id = coalesce(organization, m.organization_id)) end;
begin
  perform from public.webhook_messages w where w.id = message and w.status = 'processing' for update;
  if not found then
    perform private.refuse(409, 'conflict');
  end if;
  perform set_config('app.via', 'webhook: ' || sender, true);
  if scope = 'service' then
    perform private.write_flag(flag, jsonb_build_object('service', is_on));
  elsif concerned is null or not exists (select from public.flags f where f.key = flag) then
    perform private.refuse(404, 'not_found');
  else
    perform private.write_flag_override(flag, concerned, case when scope = 'user' then person end, is_on);
  end if;
  perform public.finish_webhook(message, null, concerned);
  return concerned;
end $$;

-- How many organisations and people have a setting of their own, flag by flag, as far as the caller sees them.
create function public.count_flag_overrides() returns table (
  flag_key text, organizations_on integer, organizations_off integer, people_on integer, people_off integer)
language sql stable set search_path = '' as $$
  select o.flag_key,
    (count(*) filter (where o.user_id is null and o.is_on))::integer,
    (count(*) filter (where o.user_id is null and not o.is_on))::integer,
    (count(*) filter (where o.user_id is not null and o.is_on))::integer,
    (count(*) filter (where o.user_id is not null and not o.is_on))::integer
  from public.flag_overrides o group by o.flag_key
$$;

-- Whoever has an address, for operators who are asked why something is on. SECURITY DEFINER: operators see no
-- organisation's people otherwise.
create function public.find_flag_subject(address text) returns table (
  user_id uuid, full_name text, email text, organization_id uuid, organization_name text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not private.is_operator() then
    perform private.refuse(403, 'forbidden');
  end if;
  return query
    select p.user_id, p.full_name, p.email, o.id, o.name
    from public.profiles p
    left join public.memberships m on m.user_id = p.user_id
    left join public.organizations o on o.id = m.organization_id
    where p.email = address;
end $$;

grant execute on function private.flag_setting(boolean), private.write_flag(text, jsonb),
  private.write_flag_override(text, uuid, uuid, boolean) to authenticated, service_role;
grant execute on function public.set_flag(text, jsonb), public.set_flag_override(text, uuid, uuid, boolean),
  public.count_flag_overrides(), public.find_flag_subject(text) to authenticated, service_role;
grant execute on function public.take_flag_message(uuid, text, text, uuid, uuid, boolean, text) to service_role;

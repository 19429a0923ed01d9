-- Who did what: written by triggers in the change's own transaction, never changed afterwards.

create table public.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- Whose trail it stands in; null: the service's. No reference: the trail outlives what it tells of.
  organization_id uuid,
  -- Null: the service itself, or somebody who changed it past the product.
  actor_id uuid,
  -- As they were called then.
  actor_email text,
  -- How it came: through the app, by a signed webhook (and whose), or past the product.
  via text not null,
  action text not null check (action ~ '^[a-z]+(_[a-z]+)*$'),
  entity text not null check (entity ~ '^[a-z]+(_[a-z]+)*$'),
  entity_id text,
  -- What the thing was called then.
  label text,
  -- What changed: {"column": [before, after]}.
  changes jsonb not null default '{}'
);
create index audit_log_newest on public.audit_log (organization_id, id desc);
create index audit_log_of_entity on public.audit_log (organization_id, entity, entity_id, id desc);

alter table public.audit_log enable row level security;
grant select on public.audit_log to authenticated, service_role;
create policy "admins read theirs" on public.audit_log for select to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')));
create policy "operators read the service's" on public.audit_log for select to authenticated
  using (organization_id is null and (select private.is_operator()));

create function private.keep_the_trail() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'The audit trail is append-only.' using errcode = '42501';
end $$;
create trigger keep_the_trail before update or delete or truncate on public.audit_log
  for each statement execute function private.keep_the_trail();

-- Writes one line of the trail. `via` is said by `app.via` where a function speaks for somebody else.
-- SECURITY DEFINER: nobody writes the trail but through here.
create function private.note(organization uuid, action text, entity text, entity_id text, label text, changes jsonb default '{}')
returns void
language plpgsql security definer set search_path = '' as $$
declare
  actor uuid := private.user_id();
begin
  insert into public.audit_log (organization_id, actor_id, actor_email, via, action, entity, entity_id, label, changes)
  values (organization, actor, (select p.email from public.profiles p where p.user_id = actor),
    coalesce(nullif(current_setting('app.via', true), ''),
      case when nullif(current_setting('request.jwt.claims', true), '') is null then 'database' else 'app' end),
    action, entity, entity_id, left(label, 200), changes);
end $$;

-- A value as the trail shows it: long texts by their beginning.
create function private.noted_value(value jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) = 'string' and length(value #>> '{}') > 300
    then to_jsonb(left(value #>> '{}', 300) || '…') else value end
$$;

-- Notes each change of a row. Arguments: what the thing is called, the column of its id, the column of its label,
-- and columns that are not noted. The row's organisation is its `organization_id`, or what the id names itself.
create function private.note_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  whole jsonb := case when tg_op = 'DELETE' then before else after end;
  silent text[] := string_to_array(coalesce(tg_argv[3], ''), ',') || array['organization_id', 'created_at', 'updated_at'];
  changes jsonb;
begin
  select coalesce(jsonb_object_agg(k.key, jsonb_build_array(private.noted_value(before -> k.key), private.noted_value(after -> k.key))), '{}')
  into changes
  from (select jsonb_object_keys(before || after) as key) k
  where k.key <> all (silent) and k.key <> tg_argv[1] and before -> k.key is distinct from after -> k.key
    and not (tg_op <> 'UPDATE' and coalesce(before -> k.key, after -> k.key) = 'null');
  if tg_op = 'UPDATE' and changes = '{}' then
    return null;
  end if;
  perform private.note(
    case when tg_argv[0] = 'organization' then (whole ->> 'id')::uuid else (whole ->> 'organization_id')::uuid end,
    case tg_op when 'INSERT' then 'add' when 'UPDATE' then 'change' else 'remove' end,
    tg_argv[0], whole ->> tg_argv[1],
    case tg_argv[2]
      when '' then null
      when 'user_id' then (select p.email from public.profiles p where p.user_id = (whole ->> 'user_id')::uuid)
      else whole ->> tg_argv[2]
    end,
    changes);
  return null;
end $$;

create trigger note_change after update on public.organizations
  for each row execute function private.note_change('organization', 'id', 'name', 'named_at');
-- `app.noted_member` names one whose coming or going a function tells the trail itself.
create trigger note_change after update on public.memberships
  for each row execute function private.note_change('member', 'user_id', 'user_id', '');
create trigger note_insert after insert on public.memberships for each row
  when (new.user_id::text is distinct from current_setting('app.noted_member', true))
  execute function private.note_change('member', 'user_id', 'user_id', '');
create trigger note_delete after delete on public.memberships for each row
  when (old.user_id::text is distinct from current_setting('app.noted_member', true))
  execute function private.note_change('member', 'user_id', 'user_id', '');
create trigger note_change after insert or update on public.invitations
  for each row execute function private.note_change('invitation', 'id', 'email', 'token_hash,expires_at,accepted_at,accepted_by,invited_by');
create trigger note_change after insert or update or delete on public.lines
  for each row execute function private.note_change('line', 'id', 'label', '');
create trigger note_change after insert or update or delete on public.outcomes
  for each row execute function private.note_change('outcome', 'key', 'label', '');
create trigger note_change after insert or update or delete on public.scripts
  for each row execute function private.note_change('script', 'id', 'name', '');
create trigger note_change after insert or update or delete on public.objections
  for each row execute function private.note_change('objection', 'id', 'title', '');
create trigger note_change after update on public.dial_settings
  for each row execute function private.note_change('dial_settings', 'organization_id', '', 'do_not_call_version,custom_fields');

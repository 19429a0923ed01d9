-- What `postgres` inherits from the owners of auth and storage (see roles.sql) is more than hosted gives
-- it. There it may create, alter and drop policies and triggers on those tables, and nothing else:
-- any other change fails as "must be owner". Superusers and the owners themselves pass.
create or replace function extensions.may_change_platform_schemas() returns boolean language sql stable as $$
  select current_user in ('supabase_admin', 'supabase_auth_admin', 'supabase_storage_admin')
    or (select rolsuper from pg_roles where rolname = current_user)
$$;

create or replace function extensions.guard_platform_change() returns event_trigger language plpgsql as $$
declare
  command record;
begin
  if extensions.may_change_platform_schemas() then
    return;
  end if;
  for command in select * from pg_event_trigger_ddl_commands() loop
    if command.schema_name in ('auth', 'storage') and command.object_type not in ('policy', 'trigger') then
      raise exception 'must be owner of % %', command.object_type, command.object_identity using errcode = '42501';
    end if;
  end loop;
end;
$$;

create or replace function extensions.guard_platform_drop() returns event_trigger language plpgsql as $$
declare
  dropped record;
begin
  if extensions.may_change_platform_schemas() then
    return;
  end if;
  for dropped in select * from pg_event_trigger_dropped_objects() where original loop
    if dropped.schema_name in ('auth', 'storage') and dropped.object_type not in ('policy', 'trigger') then
      raise exception 'must be owner of % %', dropped.object_type, dropped.object_identity using errcode = '42501';
    end if;
  end loop;
end;
$$;

drop event trigger if exists guard_platform_change;
create event trigger guard_platform_change on ddl_command_end execute function extensions.guard_platform_change();
drop event trigger if exists guard_platform_drop;
create event trigger guard_platform_drop on sql_drop execute function extensions.guard_platform_drop();

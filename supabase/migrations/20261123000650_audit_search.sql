-- The audit trail read: newest first, by what, by whom and when, and by free text.

alter table public.audit_log
  add column search_text text not null generated always as (lower(
    coalesce(actor_email, '') || ' ' || coalesce(label, '') || ' ' || action || ' '
    -- As the screens call it.
    || case entity when 'dial_settings' then 'goals and pauses' when 'line' then 'sim line'
      else replace(entity, '_', ' ') end)) stored;
create index audit_log_search on public.audit_log using gin (search_text extensions.gin_trgm_ops);
create index audit_log_of_actor on public.audit_log (organization_id, actor_id, id desc);
create index audit_log_of_kind on public.audit_log (organization_id, entity, id desc);

-- A page of a trail behind the line `before`: the caller's organisation's for admins, the service's for operators.
-- Every word of `search` occurs; "changed" finds "change". SECURITY DEFINER: a policy would keep LIKE from its
-- index; whose trail it is, is asked here.
create function public.find_audit(of_service boolean, search text, of_entity text, of_actor uuid, since timestamptz,
  until timestamptz, before bigint, most integer)
returns setof public.audit_log
language plpgsql stable security definer set search_path = '' as $$
declare
  -- So many of the newest lines are looked through in order before the trigrams are asked.
  walk constant integer := 2000;
  my_organization constant uuid := private.organization_id();
  typed text := lower(btrim(regexp_replace(coalesce(search, ''), '\s+', ' ', 'g')));
  word text;
  words text := '';
  wanted text;
  found_so_far integer;
  boundary bigint;
begin
  if not (of_service and private.is_operator() or not of_service and private.has_role('admin')) then
    perform private.refuse(403, 'forbidden');
  end if;
  if of_service is null or length(typed) > 100 or most is null or most not between 1 and 1000 then
    perform private.refuse(400, 'invalid_input');
  end if;
  wanted := case when of_service then 'a.organization_id is null' else format('a.organization_id = %L::uuid', my_organization) end
    || case when of_entity is null then '' else format(' and a.entity = %L', of_entity) end
    || case when of_actor is null then '' else format(' and a.actor_id = %L::uuid', of_actor) end
    || case when since is null then '' else format(' and a.at >= %L::timestamptz', since) end
    || case when until is null then '' else format(' and a.at < %L::timestamptz', until) end;
  foreach word in array string_to_array(typed, ' ') loop
    words := words || case
      when word ~ '^[a-z]{3,}ed$' then format(' and (a.search_text like %L or a.action like %L)',
        '%' || word || '%', private.like_literal(left(word, -2)) || '%')
      else format(' and a.search_text like %L', '%' || private.like_literal(word) || '%')
    end;
  end loop;
  if words = '' then
    return query execute format('select a.* from public.audit_log a where %s%s order by a.id desc limit %s',
      wanted, case when before is null then '' else format(' and a.id < %s', before) end, most);
    return;
  end if;

  return query execute format(
    'select a.* from (select * from public.audit_log a where %s%s order by a.id desc limit %s) a
     where true%s order by a.id desc limit %s',
    wanted, case when before is null then '' else format(' and a.id < %s', before) end, walk, words, most);
  get diagnostics found_so_far = row_count;
  if found_so_far >= most then
    return;
  end if;
  execute format('select a.id from public.audit_log a where %s%s order by a.id desc offset %s limit 1',
    wanted, case when before is null then '' else format(' and a.id < %s', before) end, walk - 1) into boundary;
  if boundary is null then
    return;
  end if;
  return query execute format(
    'with a as materialized (select a.* from public.audit_log a where %s and a.id < %s%s)
     select * from a order by a.id desc limit %s', wanted, boundary, words, most - found_so_far);
end $$;

grant execute on function public.find_audit(boolean, text, text, uuid, timestamptz, timestamptz, bigint, integer)
  to authenticated, service_role;

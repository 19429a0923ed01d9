-- Leads at work: found, filtered, imported, edited in bulk, and lists that keep themselves current.

create extension if not exists pg_trgm with schema extensions;
create extension if not exists btree_gin with schema extensions;

-- ---------------------------------------------------------------------------------------------
-- One lead a mail address. Of leads that share one the first keeps it, the others keep it as a text.
-- Written small, because policies keep lower() from an index, and equality not.
update public.leads l set custom = l.custom || jsonb_build_object('Mail address', l.email), email = null
from (
  select id, row_number() over (partition by organization_id, lower(email) order by created_at, id) as place
  from public.leads where email is not null
) twice
where twice.id = l.id and twice.place > 1;
update public.leads set email = lower(email) where email <> lower(email);
alter table public.leads add check (email = lower(email));
create unique index leads_email on public.leads (organization_id, email);

grant insert (id) on public.leads to authenticated;

insert into public.custom_fields (organization_id, name)
  select distinct l.organization_id, key from public.leads l, jsonb_object_keys(l.custom) as key
  where length(key) between 1 and 100
  on conflict do nothing;

-- ---------------------------------------------------------------------------------------------
-- Search. Two indexes share the work, because neither is quick for everything that is typed: in the
-- order of names, with the text beside it, common texts fill a page within a few rows, and the rarest of
-- one or two letters is a walk of 20 ms over 50,000 leads; by trigrams, rare texts are found at once.

alter table public.leads
  -- Cut, so that with the name it fits into one row of an index (2,704 bytes; a character has up to four).
  add column search_text text not null generated always as (lower(
    left(name, 100) || ' ' || coalesce(left(company, 100), '') || ' ' || substr(phone, 2) || ' '
    || coalesce(left(email, 100), '') || ' ' || coalesce(left(city, 50), '') || ' '
    || coalesce(left(title, 50), ''))) stored,
  -- A walk in an index alone needs to know that its rows are old: after an import that is soon.
  set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.05);
drop index public.leads_by_name;
create index leads_by_name on public.leads (organization_id, name, id) include (owner_id, search_text);
create index leads_search on public.leads
  using gin (organization_id, search_text extensions.gin_trgm_ops);

-- A text as a pattern for LIKE.
create function private.like_literal(given text) returns text
language sql immutable set search_path = '' as $$ select regexp_replace(given, '([\\%_])', '\\\1', 'g') $$;

-- The condition on leads `d` for what was typed: every word occurs. Numbers are found as people write them.
create function private.search_sql(search text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  typed text := lower(btrim(regexp_replace(coalesce(search, ''), '\s+', ' ', 'g')));
  digits text := ltrim(regexp_replace(typed, '[^0-9]', '', 'g'), '0');
  word text;
  condition text := '';
begin
  if length(typed) > 100 then
    perform private.refuse(400, 'invalid_input');
  end if;
  if typed ~ '^[-+().0-9 /]+$' and length(digits) >= 7 then
    return format(' and d.search_text like %L', '%' || digits || '%');
  end if;
  foreach word in array string_to_array(typed, ' ') loop
    digits := regexp_replace(word, '[^0-9]', '', 'g');
    condition := condition || case
      when word ~ '^[-+().0-9/]+$' and digits not in ('', word) then
        format(' and (d.search_text like %L or d.search_text like %L)',
          '%' || private.like_literal(word) || '%', '%' || digits || '%')
      else format(' and d.search_text like %L', '%' || private.like_literal(word) || '%')
    end;
  end loop;
  return condition;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Filters (shared/src/leadFilter.ts). Fields are looked up in a closed map, values are quoted: nothing
-- of what is given becomes SQL.

-- The column of leads `d` that a field names; null for one that is unknown.
create function private.lead_column(field text) returns text
language sql immutable set search_path = '' as $$
  select case
    when field in ('name', 'title', 'company', 'phone', 'email', 'address', 'city', 'state', 'consent', 'score')
      then 'd.' || field
    when field = 'postalCode' then 'd.postal_code'
    when field = 'timeZone' then 'd.time_zone'
    when field = 'ownerId' then 'd.owner_id'
    when field = 'lastOutcome' then 'd.last_outcome'
    when field = 'dialState' then 'd.dial_state'
    when field = 'attemptCount' then 'd.attempt_count'
    when field = 'lastCalledAt' then 'd.last_called_at'
    when field = 'createdAt' then 'd.created_at'
    when field = 'doNotCall' then 'd.do_not_call'
    when field like 'custom._%' then format('(d.custom ->> %L)', substr(field, 8))
  end
$$;

-- One condition; null for one that is not allowed.
create function private.condition_sql(field text, operator text, value jsonb, me uuid) returns text
language plpgsql stable set search_path = '' as $$
declare
  operand text := private.lead_column(field);
  typed text := value #>> '{}';
  texts text[];
begin
  if operator = 'any_of' then
    texts := array(select lower(t) from jsonb_array_elements_text(value) as t);
  end if;
  if operand is null then
    return null;
  elsif field in ('score', 'attemptCount') then
    return operand || case operator when 'is' then ' = ' when 'at_least' then ' >= ' when 'at_most' then ' <= ' end
      || typed::integer;
  elsif field = 'doNotCall' then
    return case operator when 'is' then format('%s = %L::boolean', operand, typed::boolean) end;
  elsif field in ('lastCalledAt', 'createdAt') and operator in ('within_days', 'not_within_days') then
    return format(case operator
        when 'within_days' then '%1$s >= %2$L::timestamptz'
        else '(%1$s is null or %1$s < %2$L::timestamptz)'
      end, operand, private.clock() - make_interval(days => typed::integer));
  elsif operator in ('empty', 'not_empty') then
    return format(case operator when 'empty' then '%s = ''''' else '%s <> ''''' end,
      format('coalesce(%s::text, '''')', operand));
  elsif field in ('lastCalledAt', 'createdAt') then
    return null;
  elsif field = 'phone' then
    -- As written in any way, with or without the US country code.
    texts := array(
      select prefix || digits || suffix
      from (select ltrim(regexp_replace(t, '[^0-9]', '', 'g'), '0') as digits
        from unnest(coalesce(texts, array[typed])) as t) given,
        unnest(case when operator = 'contains' then array['%'] else array['+', '+1'] end) as prefix,
        (select case when operator in ('contains', 'starts_with') then '%' else '' end as suffix) ending
      where digits <> '');
    return format(case when operator = 'is_not' then 'not (%s like any (%L::text[]))' else '%s like any (%L::text[])' end,
      operand, texts);
  elsif field = 'ownerId' then
    operand := 'd.owner_id::text';
    typed := case when typed = 'me' then me::text else typed end;
    texts := array_replace(texts, 'me', me::text);
  end if;
  operand := format('lower(%s)', operand);
  typed := lower(typed);
  return case operator
    when 'is' then format('%s = %L', operand, typed)
    when 'is_not' then format('%s is distinct from %L', operand, typed)
    when 'any_of' then format('%s = any (%L::text[])', operand, texts)
    when 'contains' then format('%s like %L', operand, '%' || private.like_literal(typed) || '%')
    when 'starts_with' then format('%s like %L', operand, private.like_literal(typed) || '%')
  end;
end $$;

-- A filter as a condition on leads `d`, for whoever `me` is. Refuses what is no filter.
create function private.filter_sql(filter jsonb, me uuid) returns text
language plpgsql stable set search_path = '' as $$
declare
  given jsonb;
  condition text;
  wanted text := '';
begin
  if jsonb_typeof(filter) <> 'array' or jsonb_array_length(filter) > 20 or octet_length(filter::text) > 131072 then
    perform private.refuse(400, 'invalid_input');
  end if;
  for given in select jsonb_array_elements(filter) loop
    condition := private.condition_sql(given ->> 'field', given ->> 'operator', given -> 'value', me);
    if condition is null then
      perform private.refuse(400, 'invalid_input');
    end if;
    wanted := wanted || ' and ' || condition;
  end loop;
  return wanted;
end $$;

-- The caller's sight of leads `d`, as the policies have it. Row level security would keep every search
-- from its index, because LIKE may not look at rows before the policies have; so the functions below
-- are SECURITY DEFINER and say the rule themselves.
create function private.sight_sql() returns text
language sql stable set search_path = '' as $$
  select format('d.organization_id = %L::uuid', private.organization_id())
    || case when private.has_role('manager') then ''
      else format(' and (d.owner_id is null or d.owner_id = %L::uuid)', private.user_id()) end
$$;

create function private.in_list_sql(list uuid) returns text
language sql immutable set search_path = '' as $$
  select case when list is null then '' else
    format(' and exists (select from public.list_leads x where x.list_id = %L::uuid and x.lead_id = d.id)', list) end
$$;

-- A selection (leadSelectionSchema) as a condition on leads `d`, the caller's sight with it.
create function private.selection_sql(selection jsonb) returns text
language sql stable set search_path = '' as $$
  select private.sight_sql() || case
    when selection ? 'leadIds' then
      format(' and d.id = any (%L::uuid[])', array(select jsonb_array_elements_text(selection -> 'leadIds')))
    else private.search_sql(selection ->> 'search') || private.in_list_sql((selection ->> 'listId')::uuid)
      -- One that says nothing is not everything.
      || private.filter_sql(coalesce(selection -> 'filter', 'null'), private.user_id())
      || case when selection ? 'except' then
        format(' and d.id <> all (%L::uuid[])', array(select jsonb_array_elements_text(selection -> 'except')))
        else '' end
  end
$$;

-- The condition for the leads `d` behind the last one of a page, by its key and id; nulls stand last.
create function private.behind_sql(operand text, descending boolean, key text, id uuid) returns text
language sql immutable set search_path = '' as $$
  select case
    when id is null then ''
    when key is null then format(' and %s is null and d.id %s %L::uuid', operand, sign, id)
    when operand = 'd.name' then format(' and (d.name, d.id) %s (%L, %L::uuid)', sign, key, id)
    else format(' and (%1$s %2$s %3$L or (%1$s = %3$L and d.id %2$s %4$L::uuid) or %1$s is null)', operand, sign, key, id)
  end
  from (select case when descending then '<' else '>' end as sign) direction
$$;

-- A page of the leads the caller may see that hold `search`, stand in `list` and meet `filter`: in order,
-- empty values last, then by id, behind `after` (the last lead's [key, id]) and the `skip` leads that follow.
create function public.find_leads(search text, list uuid, filter jsonb, sort text, descending boolean,
  after jsonb, most integer, skip integer default 0)
returns setof public.leads
language plpgsql stable security definer set search_path = '' as $$
declare
  -- So far a page of common texts is looked for in order before the trigrams are asked.
  walk constant integer := 4000;
  sight text := private.sight_sql();
  words text := private.search_sql(search);
  wanted text := private.in_list_sql(list) || private.filter_sql(filter, private.user_id());
  operand text := private.lead_column(sort);
  direction text := case when descending then 'desc' else 'asc' end;
  ordered text;
  behind text;
  boundary record;
  found_so_far integer;
begin
  if coalesce(sort, '') not in ('name', 'company', 'city', 'state', 'score', 'attemptCount', 'lastCalledAt', 'createdAt')
    or most not between 1 and 1000 or skip is null or skip < 0 then
    perform private.refuse(400, 'invalid_input');
  end if;
  -- A name is never null, and an index cannot be read backwards with nulls last.
  ordered := format(' order by %s %s%s, d.id %s', operand, direction,
    case when sort = 'name' then '' else ' nulls last' end, direction);
  behind := private.behind_sql(operand, descending, after ->> 0, (after ->> 1)::uuid);

  -- Of one or two letters the trigrams know nothing, and the planner guesses well.
  if sort <> 'name' or search !~ '[[:alnum:]]{3}' or skip > 0 then
    return query execute format('select d.* from public.leads d where %s%s%s%s%s limit %s offset %s',
      sight, behind, words, wanted, ordered, most, skip);
    return;
  end if;

  return query execute format(
    'select l.* from (select * from (select %s from public.leads d where %s%s%s limit %s) d where true%s%s%s limit %s) d
     join public.leads l on l.id = d.id%s',
    case when wanted = '' then 'd.id, d.name, d.search_text' else 'd.*' end,
    sight, behind, ordered, walk, words, wanted, ordered, most, ordered);
  get diagnostics found_so_far = row_count;
  if found_so_far >= most then
    return;
  end if;
  execute format('select d.name, d.id from public.leads d where %s%s%s offset %s limit 1', sight, behind, ordered, walk - 1)
    into boundary;
  if boundary.id is null then
    return;
  end if;
  return query execute format(
    'with d as materialized (select d.id, d.name from public.leads d where %s%s%s%s)
     select l.* from (select * from d%s limit %s) d join public.leads l on l.id = d.id%s',
    sight, private.behind_sql(operand, descending, boundary.name, boundary.id), words, wanted,
    ordered, most - found_so_far, ordered);
end $$;

-- How many leads a selection holds.
create function public.count_leads(selection jsonb) returns integer
language plpgsql stable security definer set search_path = '' as $$
declare
  counted integer;
begin
  execute 'select count(*)::integer from public.leads d where ' || private.selection_sql(selection) into counted;
  return counted;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Lists kept current

-- Applies a list's conditions to the organisation's leads: those that meet them come in, in the order of
-- names behind what is there, those that meet them no more go, unless a rep has them in hand. Rows that
-- somebody else is changing are passed over until the next time, so that this waits for nobody.
-- SECURITY DEFINER: a list holds leads whether or not its reader may see them.
-- At most so many come and as many go at once; the rest with the next time, where there is a bound.
-- The setting: of a list made just now the planner thinks that it is empty, and would go through all of it
-- for each lead.
create function private.refresh_list(list uuid, most integer) returns void
language plpgsql security definer set search_path = '' set enable_nestloop = off as $$
declare
  current record;
  wanted text;
  bound constant text := coalesce(most::text, 'all');
  gone integer;
  come integer;
begin
  -- In this order everywhere, and the list's own row before its leads: nobody waits in a ring.
  perform pg_advisory_xact_lock(hashtextextended('refresh_list:' || list, 0));
  select l.* into current from public.lead_lists l where l.id = list and l.filter is not null for no key update;
  if current.id is null then
    return;
  end if;
  wanted := format('d.organization_id = %L::uuid and not d.is_sample%s', current.organization_id,
    private.filter_sql(current.filter, current.created_by));
  execute format(
    'delete from public.list_leads x using (
       select x.lead_id from public.list_leads x
       where x.list_id = %1$L::uuid
         and not exists (select from public.leads d where d.id = x.lead_id and %2$s)
         and not exists (select from public.claims c where c.lead_id = x.lead_id)
       order by x.lead_id limit %3$s for update of x skip locked
     ) gone
     where x.list_id = %1$L::uuid and x.lead_id = gone.lead_id', list, wanted, bound);
  get diagnostics gone = row_count;
  execute format(
    'with fresh as materialized (
       select d.id, d.name from public.leads d
       where %2$s and not exists (select from public.list_leads x where x.list_id = %1$L::uuid and x.lead_id = d.id)
       order by d.id limit %4$s for share of d skip locked
     )
     insert into public.list_leads (list_id, lead_id, organization_id, position)
     select %1$L::uuid, fresh.id, %3$L::uuid, row_number() over (order by fresh.name, fresh.id)
       + coalesce((select max(x.position) from public.list_leads x where x.list_id = %1$L::uuid), 0)
     from fresh
     on conflict do nothing', list, wanted, current.organization_id, bound);
  get diagnostics come = row_count;
  if coalesce(greatest(gone, come) < most, true) then
    update public.lead_lists l set refreshed_at = private.clock() where l.id = list;
  end if;
end $$;

-- The same where the conditions were last applied more than a minute ago and nobody is at it just now.
create function private.refresh_list_if_old(list uuid, most integer) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.lead_lists l
  where l.id = list and l.filter is not null
    and coalesce(l.refreshed_at < private.clock() - interval '1 minute', true);
  if found and pg_try_advisory_xact_lock(hashtextextended('refresh_list:' || list, 0)) then
    perform private.refresh_list(list, most);
  end if;
end $$;

-- Takes a list away; its leads stay. What changes leads changes their rows in lists after them: so does this.
create function public.delete_list(list uuid) returns void
language plpgsql set search_path = '' set statement_timeout = '60s' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('refresh_list:' || list, 0));
  perform from public.leads l join public.list_leads x on x.lead_id = l.id
  where x.list_id = list order by l.id for no key update of l;
  delete from public.lead_lists l where l.id = list;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
end $$;

-- For whoever is about to read a list of theirs; null: each list of the organisation.
-- SECURITY DEFINER: see above. What may change 50,000 leads has more time than others (PostgREST applies the
-- function's own statement_timeout).
create function public.refresh_lists(list uuid) returns void
language sql security definer set search_path = '' set statement_timeout = '60s' as $$
  select private.refresh_list_if_old(l.id, null) from public.lead_lists l
  where l.organization_id = private.organization_id() and l.filter is not null
    and (list is null or l.id = list)
$$;

-- Makes a list under the caller's id for it. The same again changes nothing.
create function public.create_list(list uuid, list_name text, conditions jsonb, list_order text, script uuid) returns void
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
begin
  if private.organization_id() is null then
    perform private.refuse(403, 'no_organization');
  end if;
  perform private.filter_sql(conditions, null);
  insert into public.lead_lists (id, organization_id, name, filter, call_order, script_id, created_by)
  values (list, private.organization_id(), list_name, conditions, list_order, script, private.user_id())
  on conflict (id) do nothing;
  if found then
    perform private.refresh_list(list, null);
  else
    perform from public.lead_lists l where l.id = list and l.organization_id = private.organization_id()
      and l.name = list_name and l.filter is not distinct from conditions;
    if not found then
      perform private.refuse(409, 'conflict');
    end if;
  end if;
end $$;

-- Changes a list: whoever made it, and managers. A fixed list stays fixed, a current one current.
-- SECURITY DEFINER: applies the conditions at once.
create function public.update_list(list uuid, changes jsonb) returns void
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  target public.lead_lists;
begin
  perform pg_advisory_xact_lock(hashtextextended('refresh_list:' || list, 0));
  select * into target from public.lead_lists l
  where l.id = list and l.organization_id = private.organization_id() for no key update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  if target.created_by is distinct from private.user_id() and not private.has_role('manager') then
    perform private.refuse(403, 'forbidden');
  end if;
  if changes ? 'filter' and target.filter is null then
    perform private.refuse(409, 'conflict');
  end if;
  update public.lead_lists l set
    name = coalesce(changes ->> 'name', l.name),
    filter = coalesce(changes -> 'filter', l.filter),
    call_order = coalesce(changes ->> 'callOrder', l.call_order),
    script_id = case when changes ? 'scriptId' then (changes ->> 'scriptId')::uuid else l.script_id end
  where l.id = list;
  if changes ? 'filter' then
    perform private.refresh_list(list, null);
  end if;
end $$;

-- Lists with what may be done with their leads, as far as the caller may see those; null: all lists.
-- SECURITY DEFINER: counted by an index alone, which a policy's look at the organisation would prevent.
drop view public.lead_list_progress;
create function public.list_progress(list uuid)
returns table (id uuid, name text, is_sample boolean, filter jsonb, call_order text, script_id uuid, created_by uuid,
  created_at timestamptz, lead_count integer, remaining_count integer, callable_count integer, no_time_zone_count integer)
language plpgsql stable security definer set search_path = '' as $$
declare
  my_organization constant uuid := private.organization_id();
  me constant uuid := private.user_id();
  sees_all constant boolean := private.has_role('manager');
  now constant timestamptz := private.clock();
begin
  return query
  -- What waited long enough and was made ready by nobody yet.
  with due as (
    select z.list_id, sum(z.leads) as leads
    from (
      select x.list_id, x.time_zone, x.is_sample, count(*) as leads
      from public.leads d
      join public.list_leads x on x.organization_id = d.organization_id and x.lead_id = d.id
      where d.organization_id = my_organization and d.dial_state = 'waiting' and d.ready_at <= now
        and x.state = 'waiting' and (list is null or x.list_id = list)
        and (sees_all or x.owner_id is null or x.owner_id = me)
      group by 1, 2, 3
    ) z
    where z.is_sample or (private.calling_day(z.time_zone, now)).is_open
    group by z.list_id
  )
  select l.id, l.name, l.is_sample, l.filter, l.call_order, l.script_id, l.created_by, l.created_at,
    coalesce(sum(g.leads), 0)::integer,
    coalesce(sum(g.leads) filter (where g.state not in ('finished', 'never')), 0)::integer,
    coalesce(sum(g.leads) filter (where g.state = 'ready'
      and (g.is_sample or coalesce((private.calling_day(g.time_zone, now)).is_open, false))), 0)::integer
      + coalesce((select due.leads from due where due.list_id = l.id), 0)::integer,
    coalesce(sum(g.leads) filter (where g.state not in ('finished', 'never')
      and g.time_zone is null and not g.is_sample), 0)::integer
  from public.lead_lists l
  left join lateral (
    select x.state, x.time_zone, x.is_sample, count(*) as leads
    from public.list_leads x
    where x.list_id = l.id and (sees_all or x.owner_id is null or x.owner_id = me)
    group by x.state, x.time_zone, x.is_sample
  ) g on true
  where l.organization_id = my_organization and (list is null or l.id = list)
  group by l.id
  order by l.created_at desc, l.id;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Import

-- What writes numbers and mail addresses of an organisation takes turns: two that write the same ones in
-- another order would wait for each other.
create function private.take_turn_with_leads() returns uuid
language plpgsql set search_path = '' as $$
declare
  my_organization uuid := private.organization_id();
begin
  if my_organization is null then
    perform private.refuse(403, 'no_organization');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('leads:' || my_organization, 0));
  return my_organization;
end $$;

-- Plans of foreign keys are kept by each connection, and those made while a table was small read all of an
-- organisation's leads for each row. A first import outruns autovacuum, which would have them made anew; so the
-- tables are measured here when they have grown eightfold, which is a handful of times in their lives.
-- SECURITY DEFINER: only the owner may.
create function private.measure_grown_tables() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from pg_catalog.pg_class c
    where c.oid in ('public.leads'::regclass, 'public.list_leads'::regclass)
      and pg_relation_size(c.oid) > greatest(c.relpages, 8) * 8 * 8192::bigint)
  then
    analyze public.leads, public.list_leads;
  end if;
end $$;

-- The same for what puts numbers on the do-not-call list: before it locks any lead, because the list locks
-- those with its numbers.
create function private.take_turn_with_numbers() returns void
language sql set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended('do_not_call:' || private.organization_id(), 0))
$$;

create function private.remember_custom_fields(names text[]) returns void
language sql set search_path = '' as $$
  insert into public.custom_fields (organization_id, name)
  select private.organization_id(), given.name from unnest(names) as given (name)
  where not exists (
    select from public.custom_fields f where f.organization_id = private.organization_id() and f.name = given.name)
  order by given.name
  on conflict do nothing
$$;

-- Adds judged rows of a file to a list, all or none; each number and each address stands in them once.
-- Answers for every row whether it was added, or what the organisation has already: the number, or the
-- mail address, and in which lead. Of a lead out of the caller's sight nothing is told but that it is
-- there. Sent again, because its answer was lost, a slice adds nothing and answers the same.
-- Where `only_this_file` says that the list was empty before the file, a row whose lead stands in it is repeated.
drop function public.import_leads(uuid, jsonb);
create function public.import_leads(list uuid, rows jsonb, only_this_file boolean default false)
returns table (row_number integer, verdict text, lead_id uuid)
language plpgsql set search_path = '' as $$
declare
  my_organization uuid := private.take_turn_with_leads();
begin
  perform from public.lead_lists l where l.id = list;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  perform from public.lead_lists l where l.id = list and l.filter is not null;
  if found then
    perform private.refuse(409, 'conflict');
  end if;
  perform private.measure_grown_tables();
  perform private.remember_custom_fields(array(
    select distinct key from jsonb_array_elements(rows) as r, jsonb_object_keys(r -> 'custom') as key));

  return query
  with given as materialized (
    select distinct on (r.phone) r.*
    from jsonb_to_recordset(rows) as r (
      row_number integer, name text, title text, company text, phone text, phone_original text,
      email text, address text, city text, state text, postal_code text, time_zone text,
      time_zone_source text, score integer, custom jsonb)
    order by r.phone, r.row_number
  ), added as (
    insert into public.leads (organization_id, name, title, company, phone, phone_original, email,
      address, city, state, postal_code, time_zone, time_zone_source, score, custom)
    select my_organization, g.name, g.title, g.company, g.phone, g.phone_original, g.email,
      g.address, g.city, g.state, g.postal_code, z.name, case when z.name is not null then g.time_zone_source end,
      coalesce(g.score, 0), coalesce(g.custom, '{}')
    from given g left join private.time_zones z on z.name = g.time_zone
    on conflict do nothing
    returning leads.id, leads.phone
  ), listed as (
    insert into public.list_leads (list_id, lead_id, organization_id, position)
    select list, a.id, my_organization, g.row_number from added a join given g using (phone)
  )
  select g.row_number,
    case
      when a.id is not null or by_phone.id is not null and there.position = g.row_number then 'added'
      when only_this_file and there.position is not null then 'repeated'
      when by_phone.id is null and by_email.id is not null then 'duplicate_email'
      else 'duplicate'
    end,
    coalesce(a.id, by_phone.id, by_email.id)
  from given g
  left join added a using (phone)
  -- One by one: joined, a plan made while the tables were small would read all of them for each slice.
  cross join lateral (select case when a.id is null then (
    select l.id from public.leads l where l.organization_id = my_organization and l.phone = g.phone) end) by_phone (id)
  cross join lateral (select case when a.id is null then (
    select l.id from public.leads l where l.organization_id = my_organization and l.email = g.email) end) by_email (id)
  cross join lateral (select case when a.id is null then (
    select x.position from public.list_leads x
    where x.list_id = list and x.lead_id = coalesce(by_phone.id, by_email.id)) end) there (position);
end $$;

-- ---------------------------------------------------------------------------------------------
-- One lead

-- Adds a lead under the caller's id for it, to a fixed list as well where one is named. The same again
-- changes nothing. A number or an address that the organisation has breaks a unique index.
create function public.create_lead(lead jsonb, list uuid) returns setof public.leads
language plpgsql set search_path = '' as $$
declare
  my_organization uuid := private.take_turn_with_leads();
  given public.leads := jsonb_populate_record(null::public.leads, lead);
begin
  insert into public.leads (id, organization_id, owner_id, name, title, company, phone, phone_original, email,
    address, city, state, postal_code, time_zone, time_zone_source, score, consent, custom)
  values (given.id, my_organization, given.owner_id, given.name, given.title, given.company, given.phone,
    given.phone_original, given.email, given.address, given.city, given.state, given.postal_code, given.time_zone,
    given.time_zone_source, coalesce(given.score, 0), given.consent, coalesce(given.custom, '{}'))
  on conflict (id) do nothing;
  perform private.remember_custom_fields(array(select jsonb_object_keys(coalesce(given.custom, '{}'))));
  if list is not null then
    perform private.add_to_list(array[given.id], list);
  end if;
  return query select l.* from public.leads l where l.id = given.id;
  if not found then
    -- Another's id: as unknown as any other.
    perform private.refuse(404, 'not_found');
  end if;
end $$;

-- Changes the columns that are named, and of `custom` the fields that are: null takes one away.
create function public.update_lead(lead uuid, changes jsonb) returns setof public.leads
language plpgsql set search_path = '' as $$
declare
  fields jsonb := coalesce(changes -> 'custom', '{}');
begin
  if changes ?| array['phone', 'email'] then
    perform private.take_turn_with_leads();
  end if;
  return query
  update public.leads l
  set (owner_id, name, title, company, phone, phone_original, email, address, city, state, postal_code,
      time_zone, time_zone_source, score, consent, custom) = (
    select n.owner_id, n.name, n.title, n.company, n.phone, n.phone_original, n.email, n.address, n.city, n.state,
      n.postal_code, n.time_zone, n.time_zone_source, n.score, n.consent,
      (l.custom || jsonb_strip_nulls(fields)) - array(select key from jsonb_each(fields) where value = 'null')
    from jsonb_populate_record(l, changes - 'custom') n)
  where l.id = lead
  returning l.*;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  perform private.remember_custom_fields(array(select key from jsonb_each(fields) where value <> 'null'));
end $$;

-- ---------------------------------------------------------------------------------------------
-- Many leads

-- Refuses unless the caller may take leads out of a list: whoever made it, and managers; and no current
-- one, which would bring them back.
create function private.check_list_is_theirs(list uuid) returns void
language plpgsql stable set search_path = '' as $$
declare
  target public.lead_lists;
begin
  select * into target from public.lead_lists l where l.id = list and l.organization_id = private.organization_id();
  if not found then
    perform private.refuse(404, 'not_found');
  elsif target.created_by is distinct from private.user_id() and not private.has_role('manager') then
    perform private.refuse(403, 'forbidden');
  elsif target.filter is not null then
    perform private.refuse(409, 'conflict');
  end if;
end $$;

-- Puts leads at a fixed list's end, in the order of their names; one that is there stays where it is.
create function private.add_to_list(leads uuid[], list uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  target public.lead_lists;
  changed integer;
begin
  select * into target from public.lead_lists l where l.id = list and l.organization_id = private.organization_id();
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  if target.filter is not null then
    perform private.refuse(409, 'conflict');
  end if;
  insert into public.list_leads (list_id, lead_id, organization_id, position)
  select list, d.id, d.organization_id, row_number() over (order by d.name, d.id)
    + coalesce((select max(x.position) from public.list_leads x where x.list_id = list), 0)
  from public.leads d
  where d.id = any (leads) and d.organization_id = target.organization_id
    and not exists (select from public.list_leads x where x.list_id = list and x.lead_id = d.id)
  on conflict do nothing;
  get diagnostics changed = row_count;
  return changed;
end $$;

-- Where the leads of a selection are, by the parts that tell a time zone, each combination once: read
-- before their state or postal code changes. For a US number its area code stands for it.
create function public.lead_places(selection jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  places jsonb;
begin
  execute format(
    'select jsonb_agg(p) from (
       select distinct on (1, 2, 3) d.state, d.postal_code, private.phone_area(d.phone) as area, d.phone
       from public.leads d where %s and d.time_zone_source is distinct from ''confirmed''
     ) p', private.selection_sql(selection)) into places;
  return jsonb_build_object('places', coalesce(places, '[]'));
end $$;

create function private.phone_area(phone text) returns text
language sql immutable set search_path = '' as $$
  select case when phone like '+1%' then left(phone, 5) else phone end
$$;

-- One change (bulkChangeSchema) to all leads of a selection, all or none; answers how many it changed. A
-- state or postal code comes with `zones`: what each place of lead_places tells with the new value.
-- SECURITY DEFINER: see private.sight_sql; and what a change means for callbacks and the do-not-call
-- list is no one's to write.
create function public.edit_leads(selection jsonb, change jsonb, zones jsonb) returns integer
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  kind text := change ->> 'kind';
  me uuid := private.user_id();
  my_organization uuid := private.organization_id();
  leads uuid[];
  field text := change ->> 'field';
  changed integer;
begin
  if kind = 'doNotCall' then
    perform private.take_turn_with_numbers();
  end if;
  -- In one order, so that two edits of the same leads take turns; and so that leave to call them can be given
  -- meanwhile, which refers to them.
  execute format('select array(select d.id from public.leads d where %s order by d.id for no key update)',
    private.selection_sql(selection)) into leads;
  if selection ? 'leadIds' and cardinality(leads) <
    (select count(distinct id) from jsonb_array_elements_text(selection -> 'leadIds') as id) then
    perform private.refuse(404, 'not_found');
  end if;

  case kind
  when 'assign' then
    if (change ->> 'ownerId')::uuid is distinct from me and change ->> 'ownerId' is not null then
      if not private.has_role('manager') then
        perform private.refuse(403, 'forbidden');
      end if;
      perform from public.memberships m
      where m.user_id = (change ->> 'ownerId')::uuid and m.organization_id = my_organization;
      if not found then
        perform private.refuse(404, 'not_found');
      end if;
    end if;
    update public.leads l set owner_id = (change ->> 'ownerId')::uuid
    where l.id = any (leads) and l.owner_id is distinct from (change ->> 'ownerId')::uuid;
  when 'addToList' then
    return private.add_to_list(leads, (change ->> 'listId')::uuid);
  when 'removeFromList' then
    perform private.check_list_is_theirs((change ->> 'listId')::uuid);
    delete from public.list_leads x where x.list_id = (change ->> 'listId')::uuid and x.lead_id = any (leads);
  when 'score' then
    update public.leads l set score = (change ->> 'score')::integer
    where l.id = any (leads) and l.score <> (change ->> 'score')::integer;
  when 'field' then
    if field in ('title', 'company', 'city') then
      execute format('update public.leads d set %1$I = %2$L where d.id = any ($1) and d.%1$I is distinct from %2$L',
        field, change ->> 'value') using leads;
    elsif field in ('state', 'postalCode') then
      execute format(
        'update public.leads d set %1$I = %2$L,
           time_zone = case when confirmed then d.time_zone else z.time_zone end,
           time_zone_source = case when confirmed then d.time_zone_source else z.time_zone_source end
         from public.leads o
         cross join lateral (select coalesce(o.time_zone_source = ''confirmed'', false) as confirmed) c
         left join jsonb_to_recordset($2) as z (
           state text, postal_code text, area text, time_zone text, time_zone_source text)
           on coalesce(z.state, '''') = coalesce(o.state, '''')
           and coalesce(z.postal_code, '''') = coalesce(o.postal_code, '''') and z.area = private.phone_area(o.phone)
         where d.id = any ($1) and o.id = d.id and d.%1$I is distinct from %2$L',
        substr(private.lead_column(field), 3), change ->> 'value') using leads, zones;
    else
      perform private.refuse(400, 'invalid_input');
    end if;
  when 'timeZone' then
    update public.leads l set time_zone = change ->> 'timeZone', time_zone_source = 'confirmed'
    where l.id = any (leads);
  when 'callAgain' then
    update public.leads l set dial_state = 'ready', ready_at = null, attempt_count = 0
    where l.id = any (leads) and (l.dial_state <> 'ready' or l.attempt_count > 0);
    get diagnostics changed = row_count;
    update public.tasks t set done_at = private.clock()
    where t.organization_id = my_organization and t.lead_id = any (leads) and t.kind = 'callback' and t.done_at is null;
    return changed;
  when 'doNotCall' then
    insert into public.do_not_call_numbers (organization_id, phone, added_by)
    select my_organization, l.phone, me from public.leads l where l.id = any (leads) order by l.phone
    on conflict do nothing;
  when 'delete' then
    if not private.has_role('manager') then
      perform private.refuse(403, 'forbidden');
    end if;
    -- One in a rep's hands stays too: a call with it may be running.
    delete from public.leads l where l.id = any (leads)
      and not exists (select from public.calls c where c.organization_id = my_organization and c.lead_id = l.id)
      and not exists (select from public.claims c where c.lead_id = l.id)
      -- A desktop that was cut off with it may still tell of a call.
      and not exists (select from public.permits p where p.organization_id = my_organization and p.lead_id = l.id
        and p.used_at is null and p.revoked_at is null and p.expires_at > private.clock() - interval '1 hour');
  else
    perform private.refuse(400, 'invalid_input');
  end case;
  get diagnostics changed = row_count;
  return changed;
end $$;

-- ---------------------------------------------------------------------------------------------

-- Gives the organisation its list of fictional leads, once; where the list was deleted, its leads stand
-- in the new one. 555-0100 to 555-0199 ring nowhere.
create or replace function public.create_sample_list() returns uuid
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

  with given as materialized (
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
    on conflict do nothing
    returning leads.id, leads.phone
  )
  insert into public.list_leads (list_id, lead_id, organization_id, position)
  select sample, a.id, my_organization, g.place from added a join given g using (phone)
  union
  select sample, l.id, my_organization, g.place
  from given g join public.leads l on l.organization_id = my_organization and l.phone = g.phone and l.is_sample;
  return sample;
end $$;

grant execute on function private.take_turn_with_leads(), private.take_turn_with_numbers(),
  private.measure_grown_tables(), private.remember_custom_fields(text[]),
  private.add_to_list(uuid[], uuid) to authenticated, service_role;
grant execute on function public.find_leads(text, uuid, jsonb, text, boolean, jsonb, integer, integer),
  public.count_leads(jsonb), public.edit_leads(jsonb, jsonb, jsonb), public.lead_places(jsonb),
  public.refresh_lists(uuid), public.create_list(uuid, text, jsonb, text, uuid), public.update_list(uuid, jsonb),
  public.delete_list(uuid), public.list_progress(uuid), public.import_leads(uuid, jsonb, boolean), public.create_lead(jsonb, uuid),
  public.update_lead(uuid, jsonb) to authenticated, service_role;

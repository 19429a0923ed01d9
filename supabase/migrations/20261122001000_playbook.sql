-- What managers prepare for dial sessions, and tasks: what the tables of 0700 still leave open, and the
-- writes that are more than one statement.

-- Whether an array holds at most so many texts, each there and none longer than that.
create function private.are_lines(given text[], most integer, longest integer) returns boolean
language sql immutable set search_path = '' as $$
  select cardinality(given) <= most and coalesce(array_ndims(given), 1) = 1
    and not exists (select from unnest(given) as line where line is null or length(line) not between 1 and longest)
$$;

alter table public.outcomes add check (private.are_lines(reasons, 20, 80));
alter table public.dial_settings add check (private.are_lines(pause_reasons, 20, 60));
alter table public.saved_views
  add check (private.are_lines(columns, 40, 120)),
  add check (jsonb_typeof(sort) = 'object' and octet_length(sort::text) <= 1000);
-- Postgres keeps times that JavaScript cannot read, infinity among them.
alter table public.tasks add check (done_at >= '2000-01-01Z' and done_at < '2100-01-01Z');

-- A call keeps its outcome's key for ever, so that nobody gives an outcome another key.
revoke insert, update on public.outcomes from authenticated;
grant insert (organization_id, key, position, label, reached, afterwards, retry_after_minutes, max_attempts,
    requires_next_step, requires_reason, reasons, move_to_list_id, task_text, task_in_days, mail_subject, mail_body),
  update (position, label, reached, afterwards, retry_after_minutes, max_attempts, requires_next_step,
    requires_reason, reasons, move_to_list_id, task_text, task_in_days, mail_subject, mail_body)
  on public.outcomes to authenticated;

-- A list's row now tells of its lead: whose it is, when it was called, whether somebody holds it. So it is
-- seen by whom the lead is seen, and added by them.
drop policy "members see" on public.list_leads;
create policy "as the lead" on public.list_leads for select to authenticated
  using (organization_id = (select private.organization_id())
    and (owner_id is null or owner_id = (select private.user_id()) or (select private.has_role('manager'))));
drop policy "members add" on public.list_leads;
create policy "leads one sees" on public.list_leads for insert to authenticated
  with check (organization_id = (select private.organization_id())
    and (owner_id is null or owner_id = (select private.user_id()) or (select private.has_role('manager'))));

-- Conditions are looked through by the functions that write them: one that nobody can read would take
-- everyone's lists away.
revoke insert (filter), update (filter) on public.lead_lists from authenticated;

-- Without an outcome no call could be ended.
create function private.keep_an_outcome() returns trigger
language plpgsql set search_path = '' as $$
begin
  if not exists (select from public.outcomes o
    where o.organization_id = new.organization_id and o.position is not null)
  then
    perform private.refuse(400, 'invalid_input');
  end if;
  return null;
end $$;

create constraint trigger keep_an_outcome after update of position on public.outcomes
  deferrable initially deferred
  for each row when (new.position is null) execute function private.keep_an_outcome();

-- Sets all outcomes of the organisation at once, in the order given. One that is left out is kept for the
-- calls that name it, and offered no more.
create function public.save_outcomes(given jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  my_organization uuid := private.organization_id();
begin
  if not private.has_role('manager') then
    perform private.refuse(403, 'forbidden');
  end if;
  -- Two managers who save at once: the later one's set stands whole.
  perform from public.dial_settings s where s.organization_id = my_organization for update;

  insert into public.outcomes (organization_id, key, position, label, reached, afterwards, retry_after_minutes,
    max_attempts, requires_next_step, requires_reason, reasons, move_to_list_id, task_text, task_in_days,
    mail_subject, mail_body)
  select my_organization, r.key, g.place, r.label, r.reached, r.afterwards, r.retry_after_minutes,
    r.max_attempts, r.requires_next_step, r.requires_reason, r.reasons, r.move_to_list_id, r.task_text,
    r.task_in_days, r.mail_subject, r.mail_body
  from jsonb_array_elements(given) with ordinality as g (outcome, place)
  cross join jsonb_to_record(g.outcome) as r (
    key text, label text, reached boolean, afterwards text, retry_after_minutes integer, max_attempts integer,
    requires_next_step boolean, requires_reason boolean, reasons text[], move_to_list_id uuid, task_text text,
    task_in_days integer, mail_subject text, mail_body text)
  on conflict (organization_id, key) do update set
    position = excluded.position, label = excluded.label, reached = excluded.reached,
    afterwards = excluded.afterwards, retry_after_minutes = excluded.retry_after_minutes,
    max_attempts = excluded.max_attempts, requires_next_step = excluded.requires_next_step,
    requires_reason = excluded.requires_reason, reasons = excluded.reasons,
    move_to_list_id = excluded.move_to_list_id, task_text = excluded.task_text,
    task_in_days = excluded.task_in_days, mail_subject = excluded.mail_subject, mail_body = excluded.mail_body;

  update public.outcomes o set position = null
  where o.organization_id = my_organization and o.position is not null
    and o.key not in (select item ->> 'key' from jsonb_array_elements(given) as item);
end $$;

-- Writes a task whole under an id its writer chose: the same again changes nothing. What it is and which
-- lead it is about stay as they were first written.
create function public.save_task(
  task uuid, task_kind text, lead uuid, assignee uuid, task_text text, due timestamptz, done boolean)
returns setof public.tasks
language plpgsql set search_path = '' as $$
begin
  -- A call that ends locks its lead before the callbacks promised to it.
  if task_kind = 'callback' then
    perform from public.leads l where l.id = lead for no key update;
  end if;
  if not exists (select from public.tasks t where t.id = task) then
    if lead is not null and not exists (select from public.leads l where l.id = lead) then
      perform private.refuse(404, 'not_found');
    end if;
    return query
    insert into public.tasks (id, organization_id, kind, lead_id, user_id, text, due_at, done_at, created_by)
    values (task, private.organization_id(), task_kind, lead, assignee, task_text, due,
      case when done then private.clock() end, private.user_id())
    on conflict (id) do nothing
    returning *;
    if found then
      return;
    end if;
  end if;

  return query
  update public.tasks t
  set user_id = assignee, text = task_text, due_at = due,
    done_at = case when done then coalesce(t.done_at, private.clock()) end
  where t.id = task and t.kind = task_kind and t.lead_id is not distinct from lead
  returning t.*;
  if found then
    return;
  end if;

  if exists (select from public.tasks t where t.id = task) then
    perform private.refuse(409, 'conflict');
  end if;
  -- Another's id: as unknown as any other.
  perform private.refuse(404, 'not_found');
end $$;

grant execute on function private.are_lines(text[], integer, integer), private.clock() to authenticated, service_role;
grant execute on function public.save_outcomes(jsonb),
  public.save_task(uuid, text, uuid, uuid, text, timestamptz, boolean) to authenticated, service_role;

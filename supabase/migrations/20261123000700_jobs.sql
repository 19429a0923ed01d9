-- Work that takes longer than a request: the export of an organisation and the erasure of a person. Each is a row
-- that goes on step by step, so that whatever dies in the middle goes on where it was. Why it is so:
-- docs/decisions/0012-what-an-erasure-leaves.md.

create table public.jobs (
  -- Chosen by whoever asks: asking again begins nothing new.
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  kind text not null check (kind in ('export', 'erasure')),
  status text not null default 'running' check (status in ('running', 'done', 'failed')),
  -- How far it is: rows of an export, steps of an erasure. Zero of zero: not measured yet.
  done bigint not null default 0,
  total bigint not null default 0,
  -- What it did, once it is done. Never whom an erasure was about.
  receipt jsonb not null default '{}',
  requested_by uuid references public.profiles (user_id) on delete set null,
  -- As they were called then.
  requested_by_name text not null,
  -- Failed tries of the step it is at.
  attempts integer not null default 0,
  error text,
  next_step_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  -- When an export's files go, and when they went.
  expires_at timestamptz,
  purged_at timestamptz,
  check ((status = 'running') = (finished_at is null)),
  unique (organization_id, id)
);
create unique index jobs_one_running on public.jobs (organization_id, kind) where status = 'running';
create index jobs_newest on public.jobs (organization_id, created_at desc, id);
create index jobs_to_do on public.jobs (next_step_at) where status = 'running';
create index jobs_to_purge on public.jobs (expires_at) where purged_at is null and expires_at is not null;
create index jobs_requested_by on public.jobs (requested_by);

alter table public.jobs enable row level security;
grant all on public.jobs to service_role;
grant select on public.jobs to authenticated;
create policy "admins read theirs" on public.jobs for select to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('admin')));

-- What a job needs to go on, for nobody to read: where it stands, and whom an erasure is about.
create table private.job_work (
  job_id uuid primary key references public.jobs (id) on delete cascade,
  place jsonb not null default '{}',
  -- {"emails", "phones", "neverCallAgain", "searchedFor"}; gone when the erasure is done.
  subject jsonb,
  salt uuid not null default gen_random_uuid(),
  told_at timestamptz not null default now()
);

-- Ids of leads that were erased, so that a desktop that still speaks of one is told why it is gone. For 30 days.
create table private.erased_leads (
  lead_id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  erased_at timestamptz not null default now()
);
create index erased_leads_by_age on private.erased_leads (erased_at);

-- A call whose person was erased counts, and tells of nobody.
alter table public.calls
  alter column lead_id drop not null,
  alter column phone drop not null,
  add constraint calls_of_nobody check (case when lead_id is null
    then phone is null and notes = '' and reason is null and permit_id is null and session_id is null
    else phone is not null end);

-- For pages by id.
create index calls_in_order on public.calls (organization_id, id);
create index tasks_in_order on public.tasks (organization_id, id);

-- Private: read and written with the service's key alone.
insert into storage.buckets (id, name, public) values ('exports', 'exports', false) on conflict (id) do nothing;

-- ---------------------------------------------------------------------------------------------
-- What happens to a job

-- Tells the admins' screens, at most once a second while it only goes on.
create function private.tell_of_job(job uuid, has_turned boolean) returns void
language plpgsql set search_path = '' as $$
begin
  update private.job_work w set told_at = clock_timestamp()
  where w.job_id = job and (has_turned or w.told_at < clock_timestamp() - interval '1 second');
  if found then
    perform private.tell(j.organization_id, 'job', j.id, null, 'admin') from public.jobs j where j.id = job;
  end if;
end $$;

create function private.note_job(job public.jobs, action text, changes jsonb default '{}') returns void
language sql set search_path = '' as $$
  select private.note(job.organization_id, action, job.kind, job.id::text, null, changes)
$$;

create function private.begin_job(job uuid, job_kind text, subject jsonb) returns setof public.jobs
language plpgsql set search_path = '' as $$
declare
  my_organization uuid := private.organization_id();
  begun public.jobs;
begin
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  insert into public.jobs (id, organization_id, kind, requested_by, requested_by_name)
  select job, my_organization, job_kind, p.user_id, p.full_name from public.profiles p
  where p.user_id = private.user_id()
  on conflict do nothing
  returning * into begun;
  if begun.id is not null then
    insert into private.job_work (job_id, subject) values (job, subject);
    perform private.note_job(begun, 'start');
    perform private.tell_of_job(job, true);
    return next begun;
    return;
  end if;
  return query
  select j.* from public.jobs j where j.id = job and j.organization_id = my_organization and j.kind = job_kind;
  if not found then
    -- One of the kind is running.
    perform private.refuse(409, 'conflict');
  end if;
end $$;

-- Begins an export. SECURITY DEFINER, like all that write jobs: they are no one's to write.
create function public.start_export(job uuid) returns setof public.jobs
language sql security definer set search_path = '' as $$
  select * from private.begin_job(job, 'export', null)
$$;

-- A job that failed goes on at the step that failed.
create function public.retry_job(job uuid) returns setof public.jobs
language plpgsql security definer set search_path = '' as $$
declare
  target public.jobs;
begin
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  select * into target from public.jobs j where j.id = job and j.organization_id = private.organization_id() for update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  if target.status = 'failed' then
    if target.purged_at is not null or target.kind = 'erasure'
      and not exists (select from private.job_work w where w.job_id = job and w.subject is not null)
    then
      perform private.refuse(409, 'conflict');
    end if;
    begin
      update public.jobs j set status = 'running', attempts = 0, error = null, next_step_at = now(), finished_at = null,
        expires_at = null
      where j.id = job;
    exception when unique_violation then
      perform private.refuse(409, 'conflict');
    end;
    perform private.note_job(target, 'retry');
    perform private.tell_of_job(job, true);
  end if;
  return query select j.* from public.jobs j where j.id = job;
end $$;

-- The export that an admin is about to download, noted in the trail.
create function public.open_export(job uuid) returns setof public.jobs
language plpgsql security definer set search_path = '' as $$
declare
  target public.jobs;
begin
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  select * into target from public.jobs j
  where j.id = job and j.organization_id = private.organization_id() and j.kind = 'export' and j.status = 'done'
    and j.expires_at > now() and j.purged_at is null;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  perform private.note_job(target, 'download');
  return next target;
end $$;

-- A text with a salt of its own: enough to ask whether it was this one, not to read it.
create function private.salted(given text, salt uuid) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(salt || ':' || given, 'UTF8')), 'hex')
$$;

-- ---------------------------------------------------------------------------------------------
-- For the service: which jobs there are, and how they go on

-- What there is to do in an organisation: jobs that run, and exports whose files are to go.
create function public.jobs_to_do(organization uuid)
returns table (id uuid, kind text, status text, place jsonb, attempts integer, next_step_at timestamptz, done bigint, total bigint,
  created_at timestamptz)
language sql security definer set search_path = '' as $$
  select j.id, j.kind, j.status, w.place, j.attempts, j.next_step_at, j.done, j.total, j.created_at
  from public.jobs j join private.job_work w on w.job_id = j.id
  where j.organization_id = organization
    and (j.status = 'running' or j.purged_at is null and j.expires_at <= now())
  order by j.next_step_at
$$;

-- Organisations in which something is due; forgets what has been kept long enough.
create function public.organizations_with_jobs() returns setof uuid
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.erased_leads e where e.erased_at < now() - interval '30 days';
  update private.job_work w set subject = null from public.jobs j
  where j.id = w.job_id and w.subject is not null and j.status = 'failed' and j.finished_at < now() - interval '30 days';
  return query
  select j.organization_id from public.jobs j where j.status = 'running' and j.next_step_at <= now()
  union
  select j.organization_id from public.jobs j where j.purged_at is null and j.expires_at <= now();
end $$;

-- An export went on from one place to the next: false where somebody else has moved it meanwhile. With a receipt it
-- is done, and its files stay for seven days.
create function public.advance_export(job uuid, from_place jsonb, to_place jsonb, rows_done bigint, rows_total bigint, receipt jsonb)
returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  target public.jobs;
begin
  select * into target from public.jobs j where j.id = job and j.kind = 'export' and j.status = 'running' for update;
  if not found then
    return false;
  end if;
  update private.job_work w set place = to_place where w.job_id = job and w.place = from_place;
  if not found then
    return false;
  end if;
  update public.jobs j
  set done = rows_done, total = rows_total, attempts = 0, error = null, next_step_at = now(),
    receipt = coalesce(advance_export.receipt, j.receipt),
    status = case when advance_export.receipt is null then 'running' else 'done' end,
    finished_at = case when advance_export.receipt is not null then now() end,
    expires_at = case when advance_export.receipt is not null then now() + interval '7 days' end
  where j.id = job;
  if receipt is not null then
    perform set_config('app.via', 'job', true);
    perform private.note_job(target, 'finish', jsonb_build_object('rows', jsonb_build_array(null, rows_done)));
  end if;
  perform private.tell_of_job(job, receipt is not null);
  return true;
end $$;

-- A step failed: it is tried again at `retry_at`, or, where that is null, the job is given up.
create function public.fail_job_step(job uuid, reason text, retry_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  target public.jobs;
begin
  update public.jobs j
  set attempts = j.attempts + 1, error = left(reason, 500), next_step_at = coalesce(retry_at, j.next_step_at),
    status = case when retry_at is null then 'failed' else 'running' end,
    finished_at = case when retry_at is null then now() end,
    expires_at = case when retry_at is null and j.kind = 'export' then now() + interval '7 days' end
  where j.id = job and j.status = 'running'
  returning * into target;
  if not found then
    return;
  end if;
  if retry_at is null then
    perform set_config('app.via', 'job', true);
    perform private.note_job(target, 'fail', jsonb_build_object('reason', jsonb_build_array(null, left(reason, 200))));
  end if;
  perform private.tell_of_job(job, true);
end $$;

-- An export's files are gone.
create function public.note_purged(job uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.jobs j set purged_at = now() where j.id = job and j.expires_at <= now() and j.purged_at is null;
  if found then
    perform private.tell_of_job(job, true);
  end if;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Reading an export. Tables and columns are named by the service (shared/src/exportTables.ts); which rows are an
-- organisation's is said here.

create function private.export_scope(scope text, organization uuid) returns text
language sql immutable set search_path = '' as $$
  select format(case scope
    when 'organization' then 't.organization_id = %1$L'
    when 'itself' then 't.id = %1$L'
    when 'people' then '(exists (select from public.memberships m where m.user_id = t.user_id and m.organization_id = %1$L)
      or exists (select from public.calls c where c.user_id = t.user_id and c.organization_id = %1$L))'
    when 'mails to leads' then 't.template = ''outcome_mail''
      and exists (select from public.calls c where c.id = t.call_id and c.organization_id = %1$L)'
  end, organization)
$$;

-- The next rows of a table behind `after`, in the order of its key, one JSON object a line: at most so many, and, from
-- the second on, so many bytes. Rows made after the job began are left out where `made_at` names the column that tells.
create function public.read_export_page(job uuid, source text, columns text[], key text[], scope text, made_at text,
  after jsonb, most integer, most_bytes integer) returns jsonb
language plpgsql stable set search_path = '' set statement_timeout = '60s' as $$
declare
  target public.jobs;
  keys text := (select string_agg(format('t.%I', k), ', ') from unnest(key) as k);
  page jsonb;
begin
  select * into target from public.jobs j where j.id = job and j.kind = 'export' and j.status = 'running';
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  execute format(
    'with page as (
       select row_number() over (order by %1$s) as n, (select row_to_json(p)::text from (select %2$s) p) as line,
         jsonb_build_array(%3$s) as key
       from public.%4$I t where %5$s%6$s%7$s order by %1$s limit %8$s
     ), fitting as (select *, sum(octet_length(line) + 1) over (order by n) as bytes from page)
     select jsonb_build_object(''lines'', coalesce(string_agg(f.line || chr(10), '''' order by f.n), ''''),
       ''rows'', count(*), ''after'', (array_agg(f.key order by f.n desc))[1],
       ''isLast'', count(*) = (select count(*) from page) and count(*) < %8$s)
     from fitting f where f.n = 1 or f.bytes <= %9$s',
    keys, (select string_agg(format('t.%I', c), ', ') from unnest(columns) as c),
    (select string_agg(format('t.%I::text', k), ', ') from unnest(key) as k), source,
    private.export_scope(scope, target.organization_id),
    case when made_at is null then '' else format(' and t.%I <= %L', made_at, target.created_at) end,
    case when after is null then '' else format(' and (%s) > (%s)', keys,
      (select string_agg(quote_literal(a), ', ') from jsonb_array_elements_text(after) as a)) end,
    most, most_bytes) into page;
  return page;
end $$;

-- How many rows each table would bring, and about how many bytes, judged by its first hundred.
create function public.measure_export(organization uuid, tables jsonb)
returns table (source text, rows bigint, bytes bigint)
language plpgsql stable set search_path = '' set statement_timeout = '60s' as $$
declare
  given record;
begin
  for given in select * from jsonb_to_recordset(tables) as t (source text, columns text[], scope text) loop
    source := given.source;
    execute format('select count(*) from public.%I t where %s', given.source, private.export_scope(given.scope, organization))
      into rows;
    execute format(
      'select coalesce(avg(octet_length((select row_to_json(p)::text from (select %s) p)) + 1), 0) * %s
       from (select * from public.%I t where %s limit 100) t',
      (select string_agg(format('t.%I', c), ', ') from unnest(given.columns) as c), rows, given.source,
      private.export_scope(given.scope, organization)) into bytes;
    return next;
  end loop;
end $$;

grant execute on function private.export_scope(text, uuid) to service_role;
grant execute on function public.start_export(uuid), public.retry_job(uuid), public.open_export(uuid)
  to authenticated, service_role;
grant execute on function public.jobs_to_do(uuid), public.organizations_with_jobs(),
  public.advance_export(uuid, jsonb, jsonb, bigint, bigint, jsonb), public.fail_job_step(uuid, text, timestamptz),
  public.note_purged(uuid),
  public.read_export_page(uuid, text, text[], text[], text, text, jsonb, integer, integer),
  public.measure_export(uuid, jsonb) to service_role;

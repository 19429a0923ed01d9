-- The tables of the dial session: how leads wait to be called, who holds which, and what managers prepare.
-- The functions on them stand in the files that follow.

-- The clock that every rule of the dial session reads. A function, so that a simulation can run it faster.
create function private.clock() returns timestamptz
language sql stable set search_path = '' as $$ select now() $$;

-- ---------------------------------------------------------------------------------------------
-- Leads

alter table public.leads
  -- Higher is called earlier, in lists ordered by it.
  add column score integer not null default 0 check (score between -1000000 and 1000000),
  -- Consent to be called that is on record.
  add column consent text check (consent in ('express', 'written')),
  -- Where the lead stands, whatever list it is called from. 'waiting' and 'callback' wait for ready_at.
  add column dial_state text not null default 'ready' check (dial_state in ('ready', 'waiting', 'callback', 'finished')),
  add column ready_at timestamptz,
  -- Calls ended since the lead was last made ready by hand.
  add column attempt_count integer not null default 0,
  -- Who changed the time zone last, where a person did: kept by a trigger, for the receipt of a call.
  add column time_zone_set_by uuid,
  add check ((ready_at is not null) = (dial_state in ('waiting', 'callback'))),
  drop constraint leads_time_zone_source_check,
  add check (time_zone_source in ('confirmed', 'file', 'postal_code', 'state', 'number'));

-- What was called before these columns came is not called again by itself.
update public.leads set dial_state = 'finished', attempt_count = 1 where last_called_at is not null;

create index leads_waiting on public.leads (organization_id, ready_at) where dial_state = 'waiting';

grant update (phone, phone_original, score, consent) on public.leads to authenticated;
grant insert (score, consent) on public.leads to authenticated;

-- Names of the custom fields that leads of the organisation have.
create table public.custom_fields (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  primary key (organization_id, name)
);

-- Numbers that the organisation never calls, leads or not.
create table public.do_not_call_numbers (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  added_by uuid references public.profiles (user_id) on delete set null,
  added_at timestamptz not null default private.clock(),
  unique (organization_id, phone)
);
create index do_not_call_newest on public.do_not_call_numbers (organization_id, added_at desc, id);
create index do_not_call_added_by on public.do_not_call_numbers (added_by);

create table public.saved_views (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  is_shared boolean not null default false,
  columns text[] not null check (cardinality(columns) between 1 and 40),
  sort jsonb not null,
  filter jsonb not null check (jsonb_typeof(filter) = 'array' and octet_length(filter::text) <= 65536),
  created_at timestamptz not null default now()
);
create index saved_views_of_user on public.saved_views (user_id);
create index saved_views_shared on public.saved_views (organization_id) where is_shared;

-- ---------------------------------------------------------------------------------------------
-- The playbook

-- How a call can end, as the organisation set it. A call keeps the key; one that is no longer offered stays.
create table public.outcomes (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  -- The place among the keys 1 to 9; null: no longer offered.
  position integer check (position between 1 and 9),
  label text not null check (length(label) between 1 and 40),
  reached boolean not null,
  afterwards text not null check (afterwards in ('again', 'finished', 'callback', 'never')),
  retry_after_minutes integer check (retry_after_minutes between 1 and 525600),
  max_attempts integer check (max_attempts between 1 and 100),
  requires_next_step boolean not null default false,
  requires_reason boolean not null default false,
  reasons text[] not null default '{}',
  move_to_list_id uuid,
  task_text text check (length(task_text) <= 200),
  task_in_days integer check (task_in_days between 0 and 365),
  mail_subject text check (length(mail_subject) <= 200),
  mail_body text check (length(mail_body) <= 10000),
  primary key (organization_id, key),
  unique (organization_id, position) deferrable initially deferred,
  check (afterwards <> 'again' or (retry_after_minutes is not null and max_attempts is not null)),
  check ((task_text is null) = (task_in_days is null)),
  check ((mail_subject is null) = (mail_body is null)),
  foreign key (organization_id, move_to_list_id) references public.lead_lists (organization_id, id)
    on delete set null (move_to_list_id)
);
create index outcomes_move_to_list on public.outcomes (organization_id, move_to_list_id);

create table public.scripts (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (length(name) between 1 and 120),
  text text not null check (length(text) <= 50000),
  created_at timestamptz not null default now(),
  unique (organization_id, id)
);

create table public.objections (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  title text not null check (length(title) between 1 and 120),
  answer text not null check (length(answer) <= 5000),
  created_at timestamptz not null default now()
);
create index objections_of_organization on public.objections (organization_id);

-- SIM lines: numbers of the organisation's under which calls are logged.
create table public.lines (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  label text not null check (length(label) between 1 and 60),
  -- Null: anyone's.
  user_id uuid,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  unique (organization_id, phone),
  unique (organization_id, id),
  foreign key (organization_id, user_id) references public.memberships (organization_id, user_id)
    on delete set null (user_id)
);
create index lines_of_user on public.lines (organization_id, user_id);

create table public.dial_settings (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  calls_per_day integer check (calls_per_day between 1 and 1000),
  reached_per_day integer check (reached_per_day between 1 and 1000),
  pause_reasons text[] not null default '{Break,Lunch,Meeting,Training}',
  -- Counts the changes of the organisation's do-not-call list; kept by a trigger.
  do_not_call_version bigint not null default 0
);

-- Tasks, callbacks among them.
create table public.tasks (
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  kind text not null check (kind in ('callback', 'to_do')),
  lead_id uuid,
  -- Null: anyone's. Leaving the organisation makes one's tasks anyone's.
  user_id uuid,
  text text not null check (length(text) between 1 and 200),
  due_at timestamptz not null check (due_at >= '2000-01-01Z' and due_at < '2100-01-01Z'),
  done_at timestamptz,
  created_by uuid references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  check (kind = 'to_do' or lead_id is not null),
  foreign key (organization_id, lead_id) references public.leads (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references public.memberships (organization_id, user_id)
    on delete set null (user_id)
);
create index tasks_open on public.tasks (organization_id, due_at) where done_at is null;
create index tasks_of_lead on public.tasks (organization_id, lead_id);
create index tasks_of_user on public.tasks (organization_id, user_id);
create index tasks_created_by on public.tasks (created_by);
-- A lead is promised one callback at a time.
create unique index tasks_one_callback on public.tasks (lead_id) where kind = 'callback' and done_at is null;

-- ---------------------------------------------------------------------------------------------
-- Lists as queues

alter table public.lead_lists
  -- Conditions that keep the list current (shared/src/leadFilter.ts); null: a fixed list.
  add column filter jsonb check (jsonb_typeof(filter) = 'array' and octet_length(filter::text) <= 65536),
  -- When the conditions were last applied.
  add column refreshed_at timestamptz,
  add column call_order text not null default 'position'
    check (call_order in ('position', 'score', 'local_time', 'last_touch')),
  add column script_id uuid,
  add foreign key (organization_id, script_id) references public.scripts (organization_id, id)
    on delete set null (script_id);
create index lead_lists_script on public.lead_lists (organization_id, script_id);
grant insert (filter, call_order, script_id), update (filter, call_order, script_id) on public.lead_lists to authenticated;

-- What the queue needs of each lead, copied here so that the next one is found by an index alone,
-- however many were called before it. Written by triggers, by nobody else.
alter table public.list_leads
  add column state text not null default 'ready'
    check (state in ('ready', 'held', 'waiting', 'callback', 'finished', 'never')),
  add column time_zone text,
  add column score integer not null default 0,
  add column last_called_at timestamptz,
  add column owner_id uuid,
  add column is_sample boolean not null default false,
  -- Members write it past the Worker too: behind the last one there must be a next.
  add check (position between 0 and 1000000000000);
revoke insert on public.list_leads from authenticated;
grant insert (list_id, lead_id, organization_id, position) on public.list_leads to authenticated;

-- ---------------------------------------------------------------------------------------------
-- Sessions, claims, permits

create table public.dial_sessions (
  -- Chosen by the desktop.
  id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  -- Null: single calls.
  list_id uuid,
  status text not null check (status in ('dialing', 'paused', 'ended')),
  pause_reason text check (length(pause_reason) <= 60),
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz,
  unique (organization_id, id),
  check ((status = 'ended') = (ended_at is not null)),
  foreign key (organization_id, list_id) references public.lead_lists (organization_id, id)
    on delete set null (list_id)
);
create index dial_sessions_of_user on public.dial_sessions (user_id, started_at desc);
create index dial_sessions_list on public.dial_sessions (organization_id, list_id);

-- Leave to call a lead, with the reasons it was given for. Kept as the receipt of the call made under it.
create table public.permits (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  lead_id uuid not null,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  -- Set when the reasons ended before the time did: the number went on the do-not-call list.
  revoked_at timestamptz,
  is_practice boolean not null,
  time_zone text,
  time_zone_source text,
  time_zone_set_by uuid,
  -- The lead's clock when it was issued.
  local_time text,
  list_versions jsonb not null default '{}',
  consent text,
  unique (organization_id, id),
  check (is_practice or (time_zone is not null and local_time is not null)),
  foreign key (organization_id, lead_id) references public.leads (organization_id, id) on delete cascade
);
create index permits_of_lead on public.permits (organization_id, lead_id, expires_at);
create index permits_of_user on public.permits (user_id);
create index permits_expiry on public.permits (expires_at);

-- Who holds which lead. One row a lead: two reps cannot hold the same.
create table public.claims (
  lead_id uuid primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  session_id uuid not null,
  -- The order within the session: the lowest stands before the rep.
  place bigint generated always as identity,
  permit_id uuid,
  -- The callback for which the lead came.
  task_id uuid references public.tasks (id) on delete set null,
  -- Set while a call with the lead runs: then only the call's end lets it go, or hours of silence.
  in_call_since timestamptz,
  claimed_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (organization_id, lead_id) references public.leads (organization_id, id) on delete cascade,
  foreign key (organization_id, session_id) references public.dial_sessions (organization_id, id) on delete cascade,
  foreign key (organization_id, permit_id) references public.permits (organization_id, id)
    on delete set null (permit_id)
);
create index claims_expiry on public.claims (organization_id, expires_at);
create index claims_of_session on public.claims (organization_id, session_id);
create index claims_of_user on public.claims (user_id);
create index claims_permit on public.claims (organization_id, permit_id);
create index claims_task on public.claims (task_id);

alter table public.calls
  drop constraint calls_outcome_check,
  add check (outcome ~ '^[a-z][a-z0-9_]{0,39}$'),
  -- What the outcome meant when it was given.
  add column reached boolean not null default false,
  add column reason text check (length(reason) <= 200),
  add column permit_id uuid,
  add column session_id uuid,
  add column line_id uuid,
  add foreign key (organization_id, permit_id) references public.permits (organization_id, id),
  add foreign key (organization_id, session_id) references public.dial_sessions (organization_id, id)
    on delete set null (session_id),
  add foreign key (organization_id, line_id) references public.lines (organization_id, id);
update public.calls set reached = true where outcome in ('connected', 'callback', 'do_not_call');
create index calls_permit on public.calls (organization_id, permit_id);
create index calls_session on public.calls (organization_id, session_id);
create index calls_line on public.calls (organization_id, line_id);

-- ---------------------------------------------------------------------------------------------
-- Who may see and write what

alter table public.custom_fields enable row level security;
alter table public.do_not_call_numbers enable row level security;
alter table public.saved_views enable row level security;
alter table public.outcomes enable row level security;
alter table public.scripts enable row level security;
alter table public.objections enable row level security;
alter table public.lines enable row level security;
alter table public.dial_settings enable row level security;
alter table public.tasks enable row level security;
alter table public.dial_sessions enable row level security;
alter table public.permits enable row level security;
alter table public.claims enable row level security;
grant all on public.custom_fields, public.do_not_call_numbers, public.saved_views, public.outcomes, public.scripts,
  public.objections, public.lines, public.dial_settings, public.tasks, public.dial_sessions, public.permits,
  public.claims to service_role;

grant select, insert on public.custom_fields to authenticated;
create policy "members see" on public.custom_fields for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "members add" on public.custom_fields for insert to authenticated
  with check (organization_id = (select private.organization_id()));

-- Nobody takes a number off the list.
grant select, insert (organization_id, phone, added_by) on public.do_not_call_numbers to authenticated;
create policy "members see" on public.do_not_call_numbers for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "members add" on public.do_not_call_numbers for insert to authenticated
  with check (organization_id = (select private.organization_id()) and added_by = (select private.user_id()));

grant select, insert (id, organization_id, user_id, name, is_shared, columns, sort, filter),
  update (name, is_shared, columns, sort, filter), delete on public.saved_views to authenticated;
create policy "own and shared" on public.saved_views for select to authenticated
  using (organization_id = (select private.organization_id()) and (is_shared or user_id = (select private.user_id())));
create policy "own name" on public.saved_views for insert to authenticated
  with check (organization_id = (select private.organization_id()) and user_id = (select private.user_id()));
create policy "own" on public.saved_views for update to authenticated
  using (organization_id = (select private.organization_id()) and user_id = (select private.user_id()))
  with check (user_id = (select private.user_id()));
create policy "own, or shared by managers" on public.saved_views for delete to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id = (select private.user_id()) or (is_shared and (select private.has_role('manager')))));

grant select, insert, update on public.outcomes to authenticated;
create policy "members see" on public.outcomes for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "managers add" on public.outcomes for insert to authenticated
  with check (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "managers change" on public.outcomes for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')))
  with check (organization_id = (select private.organization_id()));

grant select, insert (id, organization_id, name, text), update (name, text), delete on public.scripts to authenticated;
create policy "members see" on public.scripts for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "managers add" on public.scripts for insert to authenticated
  with check (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "managers change" on public.scripts for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "managers delete" on public.scripts for delete to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));

grant select, insert (id, organization_id, title, answer), update (title, answer), delete on public.objections to authenticated;
create policy "members see" on public.objections for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "managers add" on public.objections for insert to authenticated
  with check (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "managers change" on public.objections for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "managers delete" on public.objections for delete to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));

grant select, insert (id, organization_id, phone, label, user_id, is_active),
  update (phone, label, user_id, is_active) on public.lines to authenticated;
create policy "members see" on public.lines for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "managers add" on public.lines for insert to authenticated
  with check (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "managers change" on public.lines for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));

grant select, update (calls_per_day, reached_per_day, pause_reasons) on public.dial_settings to authenticated;
create policy "members see" on public.dial_settings for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "managers change" on public.dial_settings for update to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));

-- One's own and anyone's, managers the team's. A task is done, not deleted.
grant select, insert (id, organization_id, kind, lead_id, user_id, text, due_at, done_at, created_by),
  update (user_id, text, due_at, done_at) on public.tasks to authenticated;
create policy "own, anyone's, or the team's" on public.tasks for select to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id is null or user_id = (select private.user_id()) or (select private.has_role('manager'))));
create policy "for oneself, anyone, or the team" on public.tasks for insert to authenticated
  with check (organization_id = (select private.organization_id()) and created_by = (select private.user_id())
    and (user_id is null or user_id = (select private.user_id()) or (select private.has_role('manager')))
    and (lead_id is null or exists (select from public.leads l where l.id = lead_id)));
create policy "what one sees" on public.tasks for update to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id is null or user_id = (select private.user_id()) or (select private.has_role('manager'))))
  with check (organization_id = (select private.organization_id())
    and (user_id is null or user_id = (select private.user_id()) or (select private.has_role('manager'))));

-- Written by functions alone.
grant select on public.dial_sessions, public.permits, public.claims to authenticated;
create policy "own, or the team's" on public.dial_sessions for select to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id = (select private.user_id()) or (select private.has_role('manager'))));
create policy "own, or the team's" on public.permits for select to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id = (select private.user_id()) or (select private.has_role('manager'))));
create policy "own, or the team's" on public.claims for select to authenticated
  using (organization_id = (select private.organization_id())
    and (user_id = (select private.user_id()) or (select private.has_role('manager'))));

-- ---------------------------------------------------------------------------------------------
-- Every organisation has outcomes and settings from its first moment.
-- SECURITY DEFINER: whoever signs up may not write them yet.
create function private.prepare_dialing() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.write_default_playbook(new.id);
  return null;
end $$;

create function private.write_default_playbook(organization uuid) returns void
language sql set search_path = '' as $$
  insert into public.dial_settings (organization_id) values (organization) on conflict do nothing;
  insert into public.outcomes (organization_id, key, position, label, reached, afterwards, retry_after_minutes, max_attempts)
  values
    (organization, 'connected', 1, 'Connected', true, 'finished', null, null),
    (organization, 'voicemail', 2, 'Voicemail', false, 'again', 1440, 6),
    (organization, 'no_answer', 3, 'No answer', false, 'again', 240, 6),
    (organization, 'busy', 4, 'Busy', false, 'again', 30, 6),
    (organization, 'wrong_number', 5, 'Wrong number', false, 'finished', null, null),
    (organization, 'callback', 6, 'Callback', true, 'callback', null, null),
    (organization, 'do_not_call', 7, 'Do not call', true, 'never', null, null)
  on conflict (organization_id, key) do nothing;
$$;

create trigger prepare_dialing after insert on public.organizations
  for each row execute function private.prepare_dialing();
select private.write_default_playbook(o.id) from public.organizations o;

-- Numbers that leads asked not to be called under before the list of them came.
insert into public.do_not_call_numbers (organization_id, phone)
  select l.organization_id, l.phone from public.leads l where l.do_not_call
  on conflict do nothing;

-- What plans allow, as data/plans.yml says it. Kept by migrations that `npm run plans` writes; a test holds the two together.

create table public.plans (
  id text primary key,
  -- From the least to the most; null: no longer sold.
  position integer unique,
  name text not null,
  -- Null: no bound. For a plan by the seat: what is bought counts.
  seats integer check (seats >= 0),
  sim_lines integer check (sim_lines >= 0),
  lists integer check (lists >= 0),
  history_days integer check (history_days >= 0),
  features text[] not null
);
insert into public.plans (id, position, name, seats, sim_lines, lists, history_days, features) values
  ('free', 1, 'Free', 5, 2, 10, 90, '{}'),
  ('pro', 2, 'Pro', 10, 5, 100, 730, '{live_lists}'),
  ('team', 3, 'Team', null, 20, null, null, '{live_lists,audit_csv}'),
  ('enterprise', 4, 'Enterprise', null, null, null, null, '{live_lists,audit_csv}');

alter table public.plans enable row level security;
grant select on public.plans to authenticated;
grant all on public.plans to service_role;
create policy "members see them" on public.plans for select to authenticated
  using ((select private.user_id()) is not null);

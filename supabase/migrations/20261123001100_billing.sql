-- What Stripe says of each organisation, as it was last read. The Worker reads it with its own key and writes it here by
-- one function, apply_billing; nothing here is believed from a webhook's text.

create table public.billing_accounts (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  -- Stripe's customer: one an organisation, for ever.
  customer_id text unique,
  -- Who gets the mails about invoices; null: the admin who has been there longest.
  contact_id uuid references public.profiles (user_id) on delete set null,
  -- The checkout that was opened last: two that press at once are led to the same.
  open_checkout_id text,
  open_checkout_at timestamptz,
  -- What was read of Stripe under a lower ticket is older, and no longer written.
  ticket bigint not null default 0,
  synced_at timestamptz,
  -- What operators were alerted of and still is so.
  alerted text[] not null default '{}'
);
create index billing_accounts_contact on public.billing_accounts (contact_id);

create table public.subscriptions (
  -- Stripe's.
  id text primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  plan_id text not null references public.plans (id),
  status text not null check (status in
    ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'canceled', 'paused')),
  -- Bought; null for a plan that is not sold by the seat.
  seats integer,
  sim_singles integer not null,
  sim_bundles integer not null,
  extra_sim_lines integer not null,
  monthly_cents integer not null,
  current_period_start timestamptz not null,
  current_period_end timestamptz not null,
  cancel_at timestamptz,
  canceled_at timestamptz,
  ended_at timestamptz,
  trial_ends_at timestamptz,
  past_due_since timestamptz,
  -- Stripe's way to reckon: https://docs.stripe.com/billing/subscriptions/billing-mode
  billing_mode text not null,
  schedule_id text,
  -- {planId, seats, extraSimLines, at}: what it becomes when the period ends.
  scheduled jsonb,
  -- {url, expiresAt}: a change that waits for its payment.
  pending_payment jsonb,
  -- Says which state a preview was made for.
  version text not null,
  -- The one that counts: of those that live the newest, else the newest.
  is_current boolean not null,
  created_at timestamptz not null
);
create unique index subscriptions_current on public.subscriptions (organization_id) where is_current;
create index subscriptions_of_organization on public.subscriptions (organization_id, created_at desc);
create index subscriptions_plan on public.subscriptions (plan_id);

create table public.invoices (
  -- Stripe's.
  id text primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  subscription_id text,
  number text,
  status text not null,
  total_cents integer not null,
  amount_due_cents integer not null,
  amount_paid_cents integer not null,
  refunded_cents integer not null default 0,
  is_disputed boolean not null default false,
  attempt_count integer not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  next_attempt_at timestamptz,
  url text,
  pdf_url text
);
create index invoices_newest on public.invoices (organization_id, created_at desc, id);

-- What the subscription of an organisation gives it (`entitlementOf` in shared); without a row it has the free plan.
create table public.entitlements (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  plan_id text not null references public.plans (id),
  seats integer,
  extra_sim_lines integer not null,
  -- From here on nothing can be changed; null while all is paid.
  grace_ends_at timestamptz
);
create index entitlements_plan on public.entitlements (plan_id);

-- Terms that operators agreed with an organisation: they hold whatever Stripe says.
create table public.billing_contracts (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  plan_id text not null references public.plans (id),
  seats integer check (seats > 0),
  extra_sim_lines integer not null default 0 check (extra_sim_lines >= 0),
  agreed_at timestamptz not null default now()
);
create index billing_contracts_plan on public.billing_contracts (plan_id);

alter table public.billing_accounts enable row level security;
alter table public.subscriptions enable row level security;
alter table public.invoices enable row level security;
alter table public.entitlements enable row level security;
alter table public.billing_contracts enable row level security;
grant all on public.billing_accounts, public.subscriptions, public.invoices, public.entitlements, public.billing_contracts
  to service_role;

grant select (organization_id, contact_id, synced_at, customer_id) on public.billing_accounts to authenticated;
create policy "managers see theirs" on public.billing_accounts for select to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
grant select on public.subscriptions, public.invoices, public.entitlements, public.billing_contracts to authenticated;
create policy "managers see theirs" on public.subscriptions for select to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "managers see theirs" on public.invoices for select to authenticated
  using (organization_id = (select private.organization_id()) and (select private.has_role('manager')));
create policy "members see theirs" on public.entitlements for select to authenticated
  using (organization_id = (select private.organization_id()));
create policy "members and operators see theirs" on public.billing_contracts for select to authenticated
  using (organization_id = (select private.organization_id()) or (select private.is_operator()));

create trigger tell_of_insert after insert on public.entitlements referencing new table as changed
  for each statement execute function private.tell_of_rows('billing');
create trigger tell_of_update after update on public.entitlements referencing new table as changed
  for each statement execute function private.tell_of_rows('billing');
create trigger tell_of_insert after insert on public.billing_contracts referencing new table as changed
  for each statement execute function private.tell_of_rows('billing');
create trigger tell_of_update after update on public.billing_contracts referencing new table as changed
  for each statement execute function private.tell_of_rows('billing');
create trigger tell_of_delete after delete on public.billing_contracts referencing old table as changed
  for each statement execute function private.tell_of_rows('billing');
create trigger note_change after insert or update on public.subscriptions
  for each row execute function private.note_change('subscription', 'id', 'plan_id', 'version,schedule_id,pending_payment,billing_mode');
create trigger note_change after insert or update or delete on public.billing_contracts
  for each row execute function private.note_change('contract', 'organization_id', 'plan_id', 'agreed_at');

-- As before; and one that pays, or may do so any moment, is not left behind: nobody could end what it pays for.
create or replace function private.has_work(organization uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.leads l where l.organization_id = organization and not l.is_sample)
    or exists (select from public.calls c where c.organization_id = organization and not c.is_practice)
    or exists (select from public.subscriptions s
      where s.organization_id = organization and s.status not in ('canceled', 'incomplete_expired'))
    or exists (select from public.billing_accounts a
      where a.organization_id = organization and a.open_checkout_at > now() - interval '1 day')
$$;

-- ---------------------------------------------------------------------------------------------
-- Mails about invoices: once an invoice and kind, whatever is told how often.

alter table public.mail_outbox
  drop constraint mail_outbox_template_check,
  add column invoice_id text references public.invoices (id) on delete cascade,
  add constraint mail_outbox_template_check check (template in ('verify_email', 'reset_password', 'invite_member',
    'password_changed', 'outcome_mail', 'admin_alert', 'billing_success', 'billing_failure')),
  add constraint mail_outbox_of_invoice check ((template in ('billing_success', 'billing_failure')) = (invoice_id is not null));
create unique index mail_outbox_invoice on public.mail_outbox (invoice_id, template);

-- Who gets the mails about an organisation's invoices: whom it named while they are a manager there, else the admin who
-- has been there longest.
create function private.billing_contact(organization uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select m.user_id
  from public.memberships m left join public.billing_accounts a on a.organization_id = m.organization_id
  where m.organization_id = billing_contact.organization
    and (m.role = 'admin' or (m.role = 'manager' and m.user_id = a.contact_id))
  order by (m.user_id = a.contact_id) desc nulls last, m.created_at, m.user_id
  limit 1
$$;

-- Who that is for the caller's organisation; null for who may not see its bills.
create function public.my_billing_contact() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('fullName', p.full_name, 'email', p.email)
  from public.profiles p
  where p.user_id = private.billing_contact(private.organization_id()) and private.has_role('manager')
$$;

-- Names a manager or admin of the caller's organisation to get the mails about its invoices. SECURITY DEFINER: accounts
-- are the service's to write.
create function public.set_billing_contact(person uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := private.organization_id();
  address text;
begin
  if not private.has_role('manager') then
    perform private.refuse(403, 'forbidden');
  end if;
  select p.email into address
  from public.memberships m join public.profiles p on p.user_id = m.user_id
  where m.user_id = person and m.organization_id = mine and m.role >= 'manager'
  for key share of m;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  insert into public.billing_accounts as a (organization_id, contact_id) values (mine, person)
  on conflict (organization_id) do update set contact_id = person where a.contact_id is distinct from person;
  if found then
    perform private.note(mine, 'change', 'billing_contact', person::text, address);
    perform private.tell(mine, 'billing', null, null, 'manager');
  end if;
end $$;

-- ---------------------------------------------------------------------------------------------
-- Reading Stripe, in turns

-- Numbers of readings: whoever reads later has the higher one.
create sequence private.billing_tickets;

create function public.billing_ticket() returns bigint
language sql volatile security definer set search_path = '' as $$
  select nextval('private.billing_tickets')
$$;

-- The account of an organisation; made where there is none.
create function public.open_billing_account(organization uuid) returns setof public.billing_accounts
language plpgsql set search_path = '' as $$
begin
  insert into public.billing_accounts (organization_id) values (organization) on conflict do nothing;
  return query select a.* from public.billing_accounts a where a.organization_id = organization;
end $$;

-- Takes a message of Stripe's to be worked on (claim_webhook). One that concerns nobody here, or of a kind that nothing
-- follows from (`is_wanted` false), is done at once. `ticket` is to be given to apply_billing.
create function public.claim_stripe_event(event text, customer text, is_wanted boolean, payload jsonb)
returns table (id uuid, state text, ticket bigint, organization_id uuid)
language plpgsql set search_path = '' as $$
begin
  select a.organization_id into claim_stripe_event.organization_id
  from public.billing_accounts a where a.customer_id = customer;
  select c.id, c.state into claim_stripe_event.id, claim_stripe_event.state
  from public.claim_webhook('stripe', event, payload) c;
  if claim_stripe_event.state = 'claimed' and (claim_stripe_event.organization_id is null or not is_wanted) then
    update public.webhook_messages w
    set status = 'done', finished_at = now(), organization_id = claim_stripe_event.organization_id
    where w.id = claim_stripe_event.id;
    claim_stripe_event.state := 'done';
  end if;
  -- After the claim, so that what is read under this ticket was read after the event.
  ticket := nextval('private.billing_tickets');
  return next;
end $$;

-- Takes several that something may follow from, of one customer, at once. `messages`: [{id, …}], kept as they are.
create function public.claim_stripe_events(customer text, messages jsonb)
returns table (event text, id uuid, state text, ticket bigint, organization_id uuid)
language sql set search_path = '' as $$
  select m.message ->> 'id', c.id, c.state, c.ticket, c.organization_id
  -- In one order, so that nobody waits for somebody who waits for them.
  from (select e.message from jsonb_array_elements(messages) e (message) order by e.message ->> 'id') m,
    public.claim_stripe_event(m.message ->> 'id', customer, true, m.message) c
$$;

-- Alerts operators of what they have not been alerted of. `alerts`: [{key, subject, text}].
create function public.alert_of_billing(organization uuid, alerts jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  -- Locked: who comes second sees what the first has said.
  perform from public.billing_accounts a where a.organization_id = organization for update;
  perform private.alert(r ->> 'subject', format(E'%s (%s)\n\n%s', o.name, o.id, r ->> 'text'), o.id)
  from jsonb_array_elements(alerts) r
  join public.organizations o on o.id = organization
  join public.billing_accounts a on a.organization_id = o.id
  where r ->> 'key' <> all (a.alerted);
  update public.billing_accounts a
  set alerted = array(select k from unnest(a.alerted) k union select r ->> 'key' from jsonb_array_elements(alerts) r)
  where a.organization_id = organization;
end $$;

-- As before; for what the service does for a person, `app.actor` says who it is.
create or replace function private.note(organization uuid, action text, entity text, entity_id text, label text, changes jsonb default '{}')
returns void
language plpgsql security definer set search_path = '' as $$
declare
  actor uuid := coalesce(private.user_id(), nullif(current_setting('app.actor', true), '')::uuid);
begin
  insert into public.audit_log (organization_id, actor_id, actor_email, via, action, entity, entity_id, label, changes)
  values (organization, actor, (select p.email from public.profiles p where p.user_id = actor),
    coalesce(nullif(current_setting('app.via', true), ''),
      case when nullif(current_setting('request.jwt.claims', true), '') is null then 'database' else 'app' end),
    action, entity, entity_id, left(label, 200), changes);
end $$;

-- The mail that is written of an invoice as it stands; null: none.
create function private.invoice_mail(invoice public.invoices) returns text
language sql stable set search_path = '' as $$
  select case
    when invoice.status = 'paid' and invoice.amount_paid_cents > 0 then 'billing_success'
    when invoice.status = 'open' and invoice.attempt_count > 0
      -- A change that waits for its payment lapses by itself: nothing is overdue.
      and not exists (
        select from public.subscriptions s
        where s.organization_id = invoice.organization_id and s.pending_payment ->> 'url' = invoice.url)
      then 'billing_failure'
  end
$$;

-- Writes what was read of Stripe for an organisation under that ticket, what follows from it, and the end of the work on
-- `messages`: all of it or nothing. `is_newer` is false where something newer has been written before; then nothing but
-- the end of the work is. `mails`: how many were written.
-- `truth`: {entitlement: {…}, subscriptions: [row, …], invoices: [row, …], alerts: [{key, subject, text}, …]}, the columns
-- by their names: every subscription, and the invoices that were looked at. `actor`: who has just had it changed.
create function public.apply_billing(organization uuid, ticket bigint, truth jsonb, messages uuid[], actor uuid default null)
returns table (is_newer boolean, mails integer)
language plpgsql set search_path = '' as $$
declare
  told text[];
begin
  mails := 0;
  perform set_config('app.via', case when actor is null then 'stripe' else 'app' end, true);
  perform set_config('app.actor', coalesce(actor::text, ''), true);
  select a.ticket < apply_billing.ticket into apply_billing.is_newer
  from public.billing_accounts a where a.organization_id = organization for update;
  if is_newer is null then
    perform private.refuse(404, 'not_found');
  end if;
  if is_newer then
    update public.billing_accounts a set ticket = apply_billing.ticket, synced_at = private.clock()
    where a.organization_id = organization;

    -- What has been mailed of. Not by the mails themselves: they go with whom they went to.
    told := array(
      select i.id || ' ' || private.invoice_mail(i) from public.invoices i
      where i.organization_id = organization and private.invoice_mail(i) is not null);

    -- The one that counts must go before another can.
    update public.subscriptions s set is_current = false
    where s.organization_id = organization and s.is_current
      and s.id is distinct from (select r ->> 'id' from jsonb_array_elements(truth -> 'subscriptions') r where (r ->> 'is_current')::boolean);
    -- Stripe shows all there are: what it shows no more has gone with its customer.
    update public.subscriptions s set status = 'canceled', ended_at = now()
    where s.organization_id = organization and s.ended_at is null
      and s.id not in (select r ->> 'id' from jsonb_array_elements(truth -> 'subscriptions') r);
    insert into public.subscriptions
    select (jsonb_populate_record(null::public.subscriptions, r || jsonb_build_object('organization_id', organization))).*
    from jsonb_array_elements(truth -> 'subscriptions') r
    on conflict (id) do update set
      plan_id = excluded.plan_id, status = excluded.status, seats = excluded.seats, sim_singles = excluded.sim_singles,
      sim_bundles = excluded.sim_bundles, extra_sim_lines = excluded.extra_sim_lines, monthly_cents = excluded.monthly_cents,
      current_period_start = excluded.current_period_start, current_period_end = excluded.current_period_end,
      cancel_at = excluded.cancel_at, canceled_at = excluded.canceled_at, ended_at = excluded.ended_at,
      trial_ends_at = excluded.trial_ends_at, past_due_since = excluded.past_due_since, billing_mode = excluded.billing_mode,
      schedule_id = excluded.schedule_id, scheduled = excluded.scheduled, pending_payment = excluded.pending_payment,
      version = excluded.version, is_current = excluded.is_current;

    insert into public.invoices
    select (jsonb_populate_record(null::public.invoices, r || jsonb_build_object('organization_id', organization))).*
    from jsonb_array_elements(truth -> 'invoices') r
    on conflict (id) do update set
      subscription_id = excluded.subscription_id, number = excluded.number, status = excluded.status,
      total_cents = excluded.total_cents, amount_due_cents = excluded.amount_due_cents,
      amount_paid_cents = excluded.amount_paid_cents, refunded_cents = excluded.refunded_cents,
      is_disputed = excluded.is_disputed, attempt_count = excluded.attempt_count, paid_at = excluded.paid_at,
      next_attempt_at = excluded.next_attempt_at, url = excluded.url, pdf_url = excluded.pdf_url;

    insert into public.mail_outbox (template, recipient, user_id, organization_id, invoice_id)
    select private.invoice_mail(i), p.email, p.user_id, organization, i.id
    from jsonb_array_elements(truth -> 'invoices') r
    join public.invoices i on i.id = r ->> 'id'
    join public.profiles p on p.user_id = private.billing_contact(organization)
    where private.invoice_mail(i) is not null and i.id || ' ' || private.invoice_mail(i) <> all (told)
    on conflict (invoice_id, template) do nothing;
    get diagnostics mails = row_count;

    insert into public.entitlements as e
    select (jsonb_populate_record(null::public.entitlements, (truth -> 'entitlement') || jsonb_build_object('organization_id', organization))).*
    on conflict (organization_id) do update set plan_id = excluded.plan_id, seats = excluded.seats,
      extra_sim_lines = excluded.extra_sim_lines, grace_ends_at = excluded.grace_ends_at
    where (e.plan_id, e.seats, e.extra_sim_lines, e.grace_ends_at)
      is distinct from (excluded.plan_id, excluded.seats, excluded.extra_sim_lines, excluded.grace_ends_at);
    -- Beside what members hear when their plan changes.
    perform private.tell(organization, 'billing', null, null, 'manager');

    update public.billing_accounts a
    set alerted = array(select k from unnest(a.alerted) k where k in (select r ->> 'key' from jsonb_array_elements(truth -> 'alerts') r))
    where a.organization_id = organization;
    perform public.alert_of_billing(organization, truth -> 'alerts');
  end if;
  update public.webhook_messages w
  set status = 'done', finished_at = now(), last_error = null, organization_id = organization
  where w.id = any (messages) and w.status = 'processing';
  return next;
end $$;

-- Ends the work on an organisation's messages that failed, which frees them to be tried again.
create function public.fail_webhooks(organization uuid, messages uuid[], error text) returns void
language sql set search_path = '' as $$
  update public.webhook_messages w
  set status = 'failed', last_error = left(fail_webhooks.error, 1000), finished_at = now(), organization_id = organization
  where w.id = any (messages) and w.status = 'processing'
$$;

-- Organisations of which we know by ourselves that something has come due at Stripe since it was last asked, in case its
-- message was lost: an hour after a period, a trial or a delay has ended or a payment was to be tried again, and an hour
-- and again a day after a checkout was opened. A few at a time, and not always the same.
create function public.organizations_to_sync(most integer) returns setof uuid
language sql volatile set search_path = '' as $$
  select a.organization_id
  from public.billing_accounts a
  where a.customer_id is not null and exists (
    select from (
      select unnest(array[s.current_period_end, s.trial_ends_at, s.cancel_at, (s.scheduled ->> 'at')::timestamptz,
        (s.pending_payment ->> 'expiresAt')::timestamptz]) + interval '1 hour'
      from public.subscriptions s where s.organization_id = a.organization_id and s.is_current and s.ended_at is null
      union all
      -- Read while it changed: overdue, and by no invoice.
      select a.synced_at + interval '10 minutes'
      from public.subscriptions s
      where s.organization_id = a.organization_id and s.is_current and s.status = 'past_due' and s.past_due_since is null
      union all
      select s.created_at + interval '24 hours'
      from public.subscriptions s where s.organization_id = a.organization_id and s.is_current and s.status = 'incomplete'
      union all
      select i.next_attempt_at + interval '1 hour'
      from public.invoices i where i.organization_id = a.organization_id and i.status = 'open'
      union all
      select a.open_checkout_at + t from unnest(array['1 hour', '25 hours']::interval[]) t
    ) due (at) where due.at <= private.clock() and (a.synced_at is null or a.synced_at < due.at))
  order by random() limit most
$$;

grant usage on sequence private.billing_tickets to service_role;
grant execute on function private.billing_contact(uuid), private.invoice_mail(public.invoices), public.billing_ticket(),
  public.open_billing_account(uuid), public.claim_stripe_event(text, text, boolean, jsonb),
  public.claim_stripe_events(text, jsonb), public.apply_billing(uuid, bigint, jsonb, uuid[], uuid),
  public.organizations_to_sync(integer), public.alert_of_billing(uuid, jsonb), public.fail_webhooks(uuid, uuid[], text), private.alert(text, text, uuid)
  to service_role;
grant execute on function public.my_billing_contact(), public.set_billing_contact(uuid) to authenticated, service_role;

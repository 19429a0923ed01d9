-- What an organisation may do: the plan of its contract, of its subscription, or the free one, as it stands now.

-- As `allowanceOf` in shared/src/entitlement.ts has it, walked by the same cases. A null is no bound.
-- SECURITY DEFINER, like all here: asked by triggers and policies, of the organisation that they are about.
create function private.allowance(organization uuid,
  out plan_id text, out plan_name text, out state text, out grace_ends_at timestamptz, out seats integer,
  out sim_lines integer, out lists integer, out history_days integer, out features text[])
language plpgsql stable security definer set search_path = '' as $$
begin
  select p.id, p.name,
    case when t.grace_ends_at is null then 'open' when private.clock() < t.grace_ends_at then 'grace' else 'read_only' end,
    t.grace_ends_at, coalesce(t.seats, p.seats), p.sim_lines + t.extra_sim_lines, p.lists, p.history_days, p.features
  into allowance.plan_id, plan_name, state, allowance.grace_ends_at, allowance.seats, allowance.sim_lines,
    allowance.lists, allowance.history_days, allowance.features
  from (
    select 1 as rank, c.plan_id, c.seats, c.extra_sim_lines, null::timestamptz as grace_ends_at
    from public.billing_contracts c where c.organization_id = organization
    union all
    select 2, e.plan_id, e.seats, e.extra_sim_lines, e.grace_ends_at
    from public.entitlements e where e.organization_id = organization
    union all
    select 3, 'free', null, 0, null
  ) t join public.plans p on p.id = t.plan_id
  order by t.rank limit 1;
end $$;

-- The same as `allowanceSchema` names it.
create function private.allowance_json(organization uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('planId', a.plan_id, 'planName', a.plan_name, 'state', a.state, 'graceEndsAt', a.grace_ends_at,
    'seats', a.seats, 'simLines', a.sim_lines, 'lists', a.lists, 'historyDays', a.history_days, 'features', to_jsonb(a.features))
  from private.allowance(organization) a
$$;

-- Whether a payment is overdue for longer than the grace: `state` above, for what is asked all the time.
create function private.is_read_only(organization uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.entitlements e
    where e.organization_id = organization and e.grace_ends_at <= private.clock()
      and not exists (select from public.billing_contracts c where c.organization_id = organization));
end $$;

-- What an organisation has of what plans bound (`usageSchema`): members and open invitations, lines that are used, lists.
create function private.usage(organization uuid, out seats integer, out sim_lines integer, out lists integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  select
    (select count(*) from public.memberships m where m.organization_id = organization) + private.open_invitations(organization),
    (select count(*) from public.lines n where n.organization_id = organization and n.is_active),
    (select count(*) from public.lead_lists l where l.organization_id = organization)
  into seats, sim_lines, lists;
end $$;

create function private.open_invitations(organization uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.invitations i
  where i.organization_id = organization and i.accepted_at is null and i.revoked_at is null
    and coalesce(i.expires_at > now(), true)
$$;

-- ---------------------------------------------------------------------------------------------
-- For members, and for operators

-- What the caller's organisation may do; null for who has none.
create function public.my_allowance() returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.allowance_json(o.id) from (select private.organization_id() as id) o where o.id is not null
$$;

-- What it has of that, by the names of `usageSchema`.
create function public.my_usage() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('seats', u.seats, 'simLines', u.sim_lines, 'lists', u.lists)
  from (select private.organization_id() as id) o cross join lateral private.usage(o.id) u where o.id is not null
$$;

create function private.contract_json(organization uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('planId', c.plan_id, 'seats', c.seats, 'extraSimLines', c.extra_sim_lines)
  from public.billing_contracts c where c.organization_id = organization
$$;

-- Agrees terms with an organisation, or ends them (null): operators alone. The table's triggers note and tell it.
create function public.set_contract(organization uuid, contract jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_operator();
  perform from public.organizations o where o.id = organization for no key update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  if coalesce(contract, 'null') = 'null' then
    delete from public.billing_contracts c where c.organization_id = organization;
  elsif not exists (select from public.plans p where p.id = contract ->> 'planId') then
    perform private.refuse(400, 'invalid_input');
  else
    insert into public.billing_contracts as c (organization_id, plan_id, seats, extra_sim_lines)
    values (organization, contract ->> 'planId', (contract ->> 'seats')::integer, (contract ->> 'extraSimLines')::integer)
    on conflict (organization_id) do update set
      plan_id = excluded.plan_id, seats = excluded.seats, extra_sim_lines = excluded.extra_sim_lines, agreed_at = now()
    where (c.plan_id, c.seats, c.extra_sim_lines) is distinct from (excluded.plan_id, excluded.seats, excluded.extra_sim_lines);
  end if;
  return private.contract_json(organization);
end $$;

-- Beside the organisation's own members, operators hear of it.
create trigger tell_service after insert or update or delete on public.billing_contracts
  for each statement execute function private.tell_of_service();

-- As before, with the organisation's terms.
create or replace function public.describe_organization(organization uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_operator();
  return (
    select jsonb_build_object(
      'organization', jsonb_build_object('id', v.id, 'name', v.name, 'createdAt', v.created_at, 'members', v.members,
        'leads', v.leads, 'calls', v.calls, 'lastActiveAt', v.last_active_at, 'countedAt', v.counted_at, 'state', v.state),
      'members', coalesce((
        select jsonb_agg(jsonb_build_object('userId', m.user_id, 'fullName', p.full_name, 'email', p.email, 'role', m.role,
          'joinedAt', m.created_at, 'addressProven', p.address_proven_at is not null) order by m.created_at, m.user_id)
        from public.memberships m join public.profiles p using (user_id) where m.organization_id = v.id), '[]'),
      'terms', jsonb_build_object('contract', private.contract_json(v.id), 'allowance', private.allowance_json(v.id)),
      'events', coalesce((
        select jsonb_agg(to_jsonb(e) order by e.id desc) from (
          select a.id, a.at, a.actor_email as "actorEmail", a.via, a.action, a.entity,
            case when a.entity in ('organization', 'member', 'invitation', 'flag_override', 'mail', 'webhook',
              'subscription', 'contract') then a.label end as label
          from public.audit_log a
          where a.organization_id = v.id
            and a.entity in ('organization', 'member', 'invitation', 'flag_override', 'mail', 'webhook', 'alert', 'export',
              'erasure', 'subscription', 'contract')
          order by a.id desc limit 30) e), '[]'))
    from private.organization_overviews v where v.id = organization);
end $$;

grant execute on function public.my_allowance(), public.my_usage(), public.set_contract(uuid, jsonb)
  to authenticated, service_role;
grant execute on function private.allowance(uuid), private.usage(uuid) to service_role;

-- The bounds of plans, for everybody who comes with a person's rights. What is above them stays and works: only adding
-- is refused. Who adds takes the organisation's row first, so that of two at once the later one counts the earlier's.

-- ---------------------------------------------------------------------------------------------
-- Seats: members and open invitations

-- Refuses unless one more may come. Who was invited has a seat already, as far as the members leave one.
create function private.need_seat(organization uuid, is_invited boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  taken integer;
begin
  perform from public.organizations o where o.id = organization for no key update;
  if private.is_read_only(organization) then
    perform private.refuse(402, 'read_only');
  end if;
  select count(*) into taken from public.memberships m where m.organization_id = organization;
  if not is_invited then
    taken := taken + private.open_invitations(organization);
  end if;
  if taken >= (select a.seats from private.allowance(organization) a) then
    perform private.refuse(409, 'plan_limit');
  end if;
end $$;

-- Takes the invitation of a token that was mailed to that address: marks it as accepted, with a seat for who takes it.
create function private.take_invitation(token text, address text) returns public.invitations
language plpgsql security definer set search_path = '' as $$
declare
  invitation public.invitations;
begin
  select * into invitation from public.invitations i
  where i.token_hash = private.token_hash(token) and i.email = address
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now();
  if found then
    -- The organisation before its invitation, as inviting has them.
    perform private.need_seat(invitation.organization_id, true);
    update public.invitations i set accepted_at = now()
    where i.id = invitation.id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
    returning * into invitation;
  end if;
  if not found then
    perform private.refuse(410, 'link_spent');
  end if;
  return invitation;
end $$;

-- Whether the invitation of a token can be taken now; refuses with the reason why not. SECURITY DEFINER: the token is
-- the credential.
create function public.check_invitation(token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  organization uuid := (
    select i.organization_id from public.invitations i
    where i.token_hash = private.token_hash(token)
      and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
begin
  if organization is null then
    perform private.refuse(410, 'link_spent');
  end if;
  perform private.need_seat(organization, true);
end $$;
grant execute on function public.check_invitation(text) to anon, authenticated, service_role;

-- As before, for who has a seat.
create or replace function private.on_user_created() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  given_name text := left(coalesce(
    nullif(private.fit_for_a_name(new.raw_user_meta_data ->> 'full_name'), ''),
    nullif(private.fit_for_a_name(split_part(new.email, '@', 1)), ''),
    'New member'), 120);
  token text := new.raw_user_meta_data ->> 'invitation_token';
  invitation public.invitations;
  founded uuid;
begin
  insert into public.profiles (user_id, email, full_name) values (new.id, new.email, given_name);

  if token is null then
    insert into public.organizations (name) values (left(given_name || '''s team', 120)) returning id into founded;
    insert into public.memberships (user_id, organization_id, role) values (new.id, founded, 'admin');
    insert into public.mail_outbox (template, recipient, user_id) values ('verify_email', new.email, new.id);
    return new;
  end if;

  invitation := private.take_invitation(token, new.email);
  insert into public.memberships (user_id, organization_id, role)
    values (new.id, invitation.organization_id, invitation.role);
  update public.profiles set address_proven_at = now() where user_id = new.id;
  -- The token is spent; nothing is gained by keeping it in every access token.
  update auth.users set raw_user_meta_data = raw_user_meta_data - 'invitation_token' where id = new.id;
  return new;
end $$;

-- As before, for who has a seat.
create or replace function public.accept_invitation(token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me public.profiles;
  mine public.memberships;
  invitation public.invitations;
begin
  select * into me from public.profiles where user_id = private.user_id() for update;
  if not found then
    perform private.refuse(401, 'not_signed_in');
  end if;
  invitation := private.take_invitation(token, me.email);
  select * into mine from public.memberships m where m.user_id = me.user_id;
  if found then
    perform from public.organizations where id = mine.organization_id for update;
    if exists (select from public.memberships m where m.organization_id = mine.organization_id and m.user_id <> me.user_id)
      or private.has_work(mine.organization_id)
    then
      perform private.refuse(409, 'conflict');
    end if;
    delete from public.organizations where id = mine.organization_id;
  end if;
  insert into public.memberships (user_id, organization_id, role)
  values (me.user_id, invitation.organization_id, invitation.role);
  update public.profiles set address_proven_at = coalesce(address_proven_at, now()) where user_id = me.user_id;
end $$;

-- As before, where there is a seat.
create or replace function public.invite_member(address text, invited_role public.member_role) returns setof public.invitations
language plpgsql security definer set search_path = '' as $$
declare
  my_organization uuid := private.organization_id();
  invited public.invitations;
begin
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  if not private.address_is_proven() then
    perform private.refuse(403, 'address_unproven');
  end if;
  perform from public.organizations where id = my_organization for update;
  if exists (
    select from public.memberships m join public.profiles p using (user_id)
    where m.organization_id = my_organization and p.email = lower(address)
  ) then
    perform private.refuse(409, 'conflict');
  end if;
  -- Bounds on how much mail to strangers one organisation can cause, and to one of them.
  if private.has_enough_mail(lower(address), 'invite_member')
    or (select count(*) >= 200 or count(*) filter (where i.email = lower(address)) >= 5
        from public.invitations i
        where i.organization_id = my_organization and i.created_at > now() - interval '1 day')
  then
    perform private.refuse(429, 'rate_limited');
  end if;
  update public.invitations set revoked_at = now()
  where organization_id = my_organization and email = lower(address) and accepted_at is null and revoked_at is null;
  perform private.need_seat(my_organization, false);
  insert into public.invitations (organization_id, email, role, invited_by)
  values (my_organization, lower(address), invited_role, private.user_id())
  returning * into invited;
  insert into public.mail_outbox (template, recipient, invitation_id)
  values ('invite_member', invited.email, invited.id);
  invited.token_hash := null;
  return next invited;
end $$;

-- As before, where there is a seat.
create or replace function public.reactivate_member(member uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  my_organization constant uuid := private.organization_id();
  former public.former_members;
begin
  perform from public.organizations o where o.id = my_organization for no key update;
  if not private.has_role('admin') then
    perform private.refuse(403, 'forbidden');
  end if;
  select * into former from public.former_members f
  where f.organization_id = my_organization and f.user_id = member for update;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
  perform private.need_seat(my_organization, false);
  perform set_config('app.noted_member', member::text, true);
  insert into public.memberships (user_id, organization_id, role) values (member, my_organization, former.role)
  on conflict (user_id) do nothing;
  if not found then
    perform private.refuse(409, 'conflict');
  end if;
  perform set_config('app.noted_member', '', true);
  perform private.note(my_organization, 'reactivate', 'member', member::text,
    (select p.email from public.profiles p where p.user_id = member),
    jsonb_build_object('role', jsonb_build_array(null, former.role)));
end $$;

-- ---------------------------------------------------------------------------------------------
-- Lines and lists, whichever way they are added. All are SECURITY DEFINER: they lock and count what the caller may not.

-- Before any row is touched: whoever holds the organisation may wait for a line or a list, never the other way round.
create function private.take_turn_with_plan() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if auth.uid() is not null then
    perform from public.organizations o where o.id = private.organization_id() for no key update;
  end if;
  return null;
end $$;

-- For a row that was added: the argument names what of `private.usage` and `private.allowance` it counts for.
create function private.keep_to_plan() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if auth.uid() is not null and (
    select (to_jsonb(u) ->> tg_argv[0])::integer > (to_jsonb(a) ->> tg_argv[0])::integer
    from private.usage(new.organization_id) u, private.allowance(new.organization_id) a)
  then
    perform private.refuse(409, 'plan_limit');
  end if;
  return null;
end $$;

create trigger take_turn_with_plan before insert or update of is_active on public.lines
  for each statement execute function private.take_turn_with_plan();
create trigger keep_to_plan after insert on public.lines for each row
  when (new.is_active) execute function private.keep_to_plan('sim_lines');
create trigger keep_to_plan_again after update of is_active on public.lines for each row
  when (new.is_active and not old.is_active) execute function private.keep_to_plan('sim_lines');

create trigger take_turn_with_plan before insert on public.lead_lists
  for each statement execute function private.take_turn_with_plan();
create trigger keep_to_plan after insert on public.lead_lists
  for each row execute function private.keep_to_plan('lists');

-- Lists that keep themselves current: those that are there go on.
create function private.need_live_lists() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if auth.uid() is not null
    and not exists (select from private.allowance(new.organization_id) a where 'live_lists' = any (a.features))
  then
    perform private.refuse(409, 'not_in_plan');
  end if;
  return new;
end $$;
create trigger need_live_lists before insert on public.lead_lists for each row
  when (new.filter is not null) execute function private.need_live_lists();
create trigger need_live_lists_again before update of filter on public.lead_lists for each row
  when (new.filter is distinct from old.filter and new.filter is not null) execute function private.need_live_lists();

-- ---------------------------------------------------------------------------------------------
-- History: calls of before that are kept, and shown again by a plan that reaches further back. Exports hold them all.

-- From when on the caller sees calls. SECURITY DEFINER, like all that policies ask.
create function private.history_start() returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select coalesce(private.clock() - make_interval(days => a.history_days), '-infinity')
    from private.allowance(private.organization_id()) a);
end $$;
grant execute on function private.history_start() to authenticated, service_role;

alter policy "own, or the team's" on public.calls
  using (organization_id = (select private.organization_id())
    and (user_id = (select private.user_id()) or (select private.has_role('manager')))
    and started_at >= (select private.history_start()));

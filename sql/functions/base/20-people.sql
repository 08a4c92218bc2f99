-- Who may: raised, not returned, because a program that asks has shown a button it should not have.

-- Raises HR001 not_allowed unless @p_staff_id is an active member of staff with one of @p_roles.
create or replace function hrt.require_staff(p_staff_id bigint, variadic p_roles hrt.staff_role[]) returns void
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  if not exists (select from staff where id = p_staff_id and active and role = any (p_roles)) then
    raise exception 'this needs a member of staff who may do it' using errcode = 'HR001', constraint = 'not_allowed';
  end if;
end $$;

-- Raises HR404 not_found.
create or replace function hrt.raise_not_found(p_what text) returns void
language plpgsql as $$
begin
  raise exception '% not found', p_what using errcode = 'HR404', constraint = 'not_found';
end $$;

-- Raises HR409 revision_conflict when somebody else has saved in between.
create or replace function hrt.require_revision(p_current bigint, p_given bigint) returns void
language plpgsql immutable as $$
begin
  if p_given is not null and p_given <> p_current then
    raise exception 'changed by somebody else in between' using errcode = 'HR409', constraint = 'revision_conflict';
  end if;
end $$;

create or replace function hrt.write_journal(
  p_kind text, p_actor hrt.actor_kind, p_actor_id bigint, p_subject text, p_payload jsonb) returns void
language sql security definer set search_path = hrt, pg_temp as $$
  insert into hrt.journal (kind, actor, actor_id, subject, payload) values (p_kind, p_actor, p_actor_id, p_subject, p_payload)
$$;

create or replace function hrt.next_revision() returns bigint
language sql security definer set search_path = hrt, pg_temp as $$
  select nextval('hrt.revision_seq')
$$;

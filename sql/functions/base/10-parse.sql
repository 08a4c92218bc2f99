-- Reading what came from outside: a wrong value becomes null, never an exception.

-- A whole number of at most 18 characters from JSON (a number, or a text of digits) or null: 1.5, 1e30, 2^63, true, "x" give
-- null. The length is asked apart: in the expression, as {1,18}, it costs four times as much, a fortieth of a sale.
create or replace function hrt.to_int8(p_value jsonb) returns bigint
language sql immutable parallel safe as $$
  select case when p_value #>> '{}' ~ '^-?[0-9]+$' and length(p_value #>> '{}') <= 18 then (p_value #>> '{}')::bigint end
$$;

-- The same of a text, as jsonb_to_record() gives it.
create or replace function hrt.to_int8(p_value text) returns bigint
language sql immutable parallel safe as $$
  select case when p_value ~ '^-?[0-9]+$' and length(p_value) <= 18 then p_value::bigint end
$$;

-- A UUID in its usual form, or null: four hyphens in their places, and hexadecimal digits between them. Asked apart: with
-- counts in the expression, or the digits taken off, it took a hundredth of a sale.
create or replace function hrt.to_uuid(p_value text) returns uuid
language sql immutable parallel safe as $$
  select case when p_value like '________-____-____-____-____________'
      and p_value ~ '^[0-9a-fA-F]+-[0-9a-fA-F]+-[0-9a-fA-F]+-[0-9a-fA-F]+-[0-9a-fA-F]+$'
    then p_value::uuid end
$$;

-- The same of JSON.
create or replace function hrt.to_uuid(p_value jsonb) returns uuid
language sql immutable parallel safe as $$
  select hrt.to_uuid(p_value #>> '{}')
$$;

-- A text without control characters (but line ends and tabs when @p_multiline), trimmed; '' when there is none.
create or replace function hrt.to_text(p_value jsonb, p_multiline boolean default false) returns text
language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_value) in ('string', 'number') then
    btrim(regexp_replace(p_value #>> '{}',
      case when p_multiline then E'[\\x01-\\x08\\x0b-\\x1f\\x7f]' else E'[\\x01-\\x1f\\x7f]' end, ' ', 'g'))
    else '' end
$$;

create or replace function hrt.to_array(p_value jsonb) returns jsonb
language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_value) = 'array' then p_value else '[]'::jsonb end
$$;

-- One named reason for a refusal, with the values the program puts into its translated text.
create or replace function hrt.problem(p_code text, p_values jsonb default '{}') returns jsonb
language sql stable parallel safe as $$
  select jsonb_build_object('code', p_code) || p_values
$$;

-- The lock of a key. Two calls with one key stand in line here, and whoever comes second finds what the first has committed.
-- Taken before every other lock.
create or replace function hrt.lock_key(p_key uuid) returns boolean
language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_key::text, 7)) is not null
$$;

-- The locks of the keys of a call, in one order.
create or replace function hrt.lock_keys(p_keys uuid[]) returns boolean
language plpgsql as $$
begin
  if array_length(p_keys, 1) = 1 then
    return hrt.lock_key(p_keys[1]);
  end if;
  perform pg_advisory_xact_lock(k.hash)
  from (select distinct hashtextextended(key::text, 7) as hash from unnest(p_keys) key where key is not null order by 1) k;
  return true;
end $$;

-- A shift is held shared by its sales and alone by its closing: an advisory lock, because a row lock on the shift would be
-- written by every sale.
create or replace function hrt.lock_shift(p_shift_id bigint, p_alone boolean) returns void
language plpgsql as $$
begin
  if p_shift_id is null then
    return;
  elsif p_alone then
    perform pg_advisory_xact_lock(hashtextextended('shift', p_shift_id));
  else
    perform hrt.share_shift(p_shift_id);
  end if;
end $$;

-- The shifts of a call, shared, in one order.
create or replace function hrt.lock_shifts(p_shifts bigint[]) returns boolean
language plpgsql as $$
begin
  perform hrt.lock_shift(s.id, false) from (select distinct id from unnest(p_shifts) id order by 1) s;
  return true;
end $$;

-- What lock_shifts() does, for one.
create or replace function hrt.share_shift(p_shift_id bigint) returns boolean
language sql as $$
  select pg_advisory_xact_lock_shared(hashtextextended('shift', p_shift_id)) is not null
$$;

-- The secret of an order's link: 32 characters, worked out from the order's key with two keys of the shop (the shape of
-- HMAC-SHA256). Repeating a request gives the same link; the table holds only its hash.
create or replace function hrt.secret_with(p_key uuid, p_inner bytea, p_outer bytea) returns text
language sql immutable as $$
  select translate(encode(substr(sha256(p_outer || sha256(p_inner || uuid_send(p_key))), 1, 24), 'base64'), '+/', '-_')
$$;

create or replace function hrt.secret_of_key(p_key uuid) returns text
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return (select hrt.secret_with(p_key, s.inner_key, s.outer_key) from shop_secret s);
end $$;

create or replace function hrt.hash_secret(p_secret text) returns bytea
language sql stable parallel safe as $$
  select sha256(convert_to(p_secret, 'UTF8'))
$$;

-- Slowing down who guesses passwords, by account and by address, and never for good: the longest wait is a minute.

-- The neighbourhood of an address, as one visitor can have all of it: /24, for IPv6 /64.
create or replace function hrt.neighbourhood(p_address inet) returns inet
language sql immutable parallel safe as $$
  select network(set_masklen(p_address, case family(p_address) when 4 then 24 else 64 end))
$$;

-- How long to wait after the n-th failure: nothing up to p_free, then 1, 2, 4 ... 60 seconds.
create or replace function hrt.wait_after(p_failures bigint, p_free integer) returns interval
language sql immutable parallel safe as $$
  select case when p_failures <= p_free then interval '0'
    else make_interval(secs => least(power(2, least(p_failures - p_free - 1, 6)), 60)) end
$$;

-- hrt.sign_in_delay(): milliseconds until the next attempt may be made; 0 = now.
-- p_account: SHA-256 of the typed account (staff and customers with a prefix of their own); p_address may be null.
-- Failures count for 15 minutes. An account has 3 free ones from one neighbourhood and 30 from everywhere: somebody who types
-- wrong passwords elsewhere, one a minute, must not keep the account's owner out. An address has 20 for all accounts (a family,
-- a school, an office).
create or replace function hrt.sign_in_delay(p_account bytea, p_address inet) returns bigint
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return coalesce((
    select ceil(extract(epoch from max(w.until) - clock_timestamp()) * 1000)::bigint from (
      select max(at) + hrt.wait_after(count(*), 3) as until from sign_in_attempt
        where account = p_account and at > now() - interval '15 minutes'
          and hrt.neighbourhood(address) is not distinct from hrt.neighbourhood(p_address)
      union all
      select max(at) + hrt.wait_after(count(*), 30) from sign_in_attempt
        where account = p_account and at > now() - interval '15 minutes'
      union all
      select max(at) + hrt.wait_after(count(*), 20) from sign_in_attempt
        where address = p_address and at > now() - interval '15 minutes') w
    where w.until > clock_timestamp()), 0);
end $$;

-- hrt.sign_in_failed(): counts a failure and gives the wait that follows.
create or replace function hrt.sign_in_failed(p_account bytea, p_address inet) returns bigint
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  insert into sign_in_attempt (account, address, at) values (p_account, p_address, clock_timestamp());
  return hrt.sign_in_delay(p_account, p_address);
end $$;

-- hrt.sign_in_succeeded(): the account starts from nothing again; what the address did stays.
create or replace function hrt.sign_in_succeeded(p_account bytea) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  update sign_in_attempt set account = sha256('') where account = p_account;
end $$;

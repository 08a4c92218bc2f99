-- Slowing down who guesses passwords, by account and by address, and never for good: the longest wait is a minute.

-- How long to wait after the n-th failure: nothing up to p_free, then 1, 2, 4 ... 60 seconds.
create or replace function hrt.wait_after(p_failures bigint, p_free integer) returns interval
language sql immutable parallel safe as $$
  select case when p_failures <= p_free then interval '0'
    else make_interval(secs => least(power(2, least(p_failures - p_free - 1, 6)), 60)) end
$$;

-- hrt.sign_in_delay(): milliseconds until the next attempt may be made; 0 = now.
-- p_account: SHA-256 of the typed account (staff and customers with a prefix of their own); p_address may be null.
-- Failures count for 15 minutes. An account has 3 free ones, an address 20 (a family, a school, an office).
create or replace function hrt.sign_in_delay(p_account bytea, p_address inet) returns bigint
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return coalesce((
    select ceil(extract(epoch from max(w.until) - clock_timestamp()) * 1000)::bigint from (
      select max(at) + hrt.wait_after(count(*), 3) as until from sign_in_attempt
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

-- Placeholder until the functions of shifts and orders are there: no past yet.
create or replace function hrt.sample_history(p_sample jsonb, p_seed bigint) returns bigint
language sql set search_path = hrt, pg_temp as $$
  select 0::bigint
$$;

-- why: keeps the server busy for a while
-- params: milliseconds int8
-- returns: one
-- errors: none
-- used by: tests/db
select pg_sleep($1 / 1000.0)::text as slept

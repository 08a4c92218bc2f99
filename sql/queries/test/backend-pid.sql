-- why: which server process answers
-- params: none
-- returns: one
-- errors: none
-- used by: tests/db
select pg_backend_pid()::int8 as pid

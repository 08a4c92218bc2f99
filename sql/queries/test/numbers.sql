-- why: as many rows as asked for
-- params: count int8
-- returns: many
-- errors: none
-- used by: tests/db
select n::int8 as n from generate_series(1, $1) as n

-- why: every type of parameter, there and back
-- params: n int8, t text, b bool, y bytea, at timestamptz, js jsonb, u uuid, na int8[], ta text[]
-- returns: one
-- errors: none
-- used by: tests/db
select $1 as n, $2 as t, $3 as b, $4 as y, $5 as at, $6 as js, $7 as u, array_to_string($8, '+') as na,
       array_to_string($9, '|', '<null>') as ta, cardinality($9)::int8 as ta_count

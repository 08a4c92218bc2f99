-- why: fails on purpose when the divisor is 0
-- params: dividend int8, divisor int8
-- returns: one
-- errors: 22012
-- used by: tests/db
select $1 / $2 as quotient

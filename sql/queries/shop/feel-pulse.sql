-- why: whether the database answers at all; what is asked does not matter
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-pulse.c
select 1::int8 as beat

-- why: every rule of money and stock that is broken, for people and for the tests after a race
-- params: none
-- returns: many
-- errors: none
-- used by: hrt-admin-check.c
select c.invariant, c.subject, c.detail from hrt.check_invariants() c

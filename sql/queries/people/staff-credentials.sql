-- why: the hashes to check a password or PIN against
-- params: login text
-- returns: one
-- errors: none
-- used by: hrt-people.c
select staff_id, password_hash, pin_hash, active from hrt.staff_credentials($1)

-- why: the hash to check a password against
-- params: email text
-- returns: one
-- errors: none
-- used by: hrt-people.c
select customer_id, password_hash, active from hrt.customer_credentials($1)

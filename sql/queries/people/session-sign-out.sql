-- why: the session ends
-- params: id_hash bytea
-- returns: none
-- errors: none
-- used by: hrt-people.c
select hrt.session_sign_out($1)

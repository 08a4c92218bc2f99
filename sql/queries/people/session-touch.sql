-- why: who is behind a cookie
-- params: id_hash bytea
-- returns: one HrtSession
-- errors: none
-- used by: hrt-people.c
select customer_id, customer_name as name, customer_email as email, customer_phone as phone, language, cart_pieces as cart_count, expires_at from hrt.session_touch($1)

-- why: a new visitor
-- params: id_hash bytea, csrf_token bytea, language text
-- returns: one HrtSession
-- errors: none
-- used by: hrt-people.c
select customer_id, customer_name as name, customer_email as email, customer_phone as phone, language, cart_pieces as cart_count, expires_at from hrt.session_start($1, $2, $3)

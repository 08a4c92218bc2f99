-- why: a visitor becomes a customer, under a new id
-- params: id_hash bytea, new_id_hash bytea, csrf_token bytea, customer_id int8
-- returns: one HrtSession
-- errors: none
-- used by: hrt-people.c
select customer_id, customer_name as name, customer_email as email, customer_phone as phone, language, cart_pieces as cart_count, expires_at from hrt.session_sign_in($1, $2, $3, $4)

-- why: an order by the secret of its link, or of whoever is signed in
-- params: secret text, session_hash bytea, order_id int8
-- returns: one
-- errors: none
-- used by: hrt-sales.c
select * from hrt.web_order(coalesce($1, hrt.secret_of_session_order($2, $3)))

-- why: the history of such an order
-- params: secret text, session_hash bytea, order_id int8
-- returns: many
-- errors: none
-- used by: hrt-sales.c
select * from hrt.web_order_events(coalesce($1, hrt.secret_of_session_order($2, $3)))

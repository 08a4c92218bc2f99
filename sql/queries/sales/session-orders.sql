-- why: the orders of the customer who is signed in
-- params: session_hash bytea, n int8
-- returns: many
-- errors: none
-- used by: hrt-sales.c
select * from hrt.session_orders($1, $2)

-- why: so many of a variant in the cart
-- params: session_hash bytea, variant_id int8, quantity int8
-- returns: one
-- errors: HR404 session
-- used by: hrt-sales-cart.c
select outcome, problems, pieces as count from hrt.cart_set($1, $2, $3)

-- why: unpaid orders whose time is over
-- params: n int8
-- returns: many
-- errors: none
-- used by: hrt-sales-order.c
select outcome, problems, order_id, number from hrt.expire_holds($1::integer)

-- why: how many web orders wait for the shop, and the newest number of any order, to know later ones by
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-sales-order.c
select (select count(*) from hrt.waiting_order) as n, (select coalesce(max(id), 0) from hrt.sales_order) as newest

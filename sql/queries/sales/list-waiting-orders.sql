-- why: the web orders that wait for the shop and came after one that is known: enough to tell somebody of them
-- params: after_id int8
-- returns: many HrtOrder
-- errors: none
-- used by: hrt-sales-order.c
select o.id, o.number, o.total from hrt.waiting_order o where o.id > $1 order by o.id desc limit 500

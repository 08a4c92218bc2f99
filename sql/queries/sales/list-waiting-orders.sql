-- why: the web orders that wait for the shop and came after one that is known: enough to tell somebody of them
-- params: after_id int8
-- returns: many HrtOrder
-- errors: none
-- used by: hrt-sales-order.c
select o.id, o.number, o.channel::text as channel, o.status::text as status, o.payment_status::text as payment_status,
       o.payment_method, o.total, o.placed_at, o.revision
  from hrt.sales_order o
 where o.channel = 'web' and o.status in ('placed', 'confirmed') and o.fulfilment_status <> 'shipped' and o.id > $1
 order by o.id desc limit 500

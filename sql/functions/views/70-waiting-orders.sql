-- What waits for the shop: web orders that are not sent, finished or cancelled. The index of open orders serves it.
create or replace view hrt.waiting_order as
  select o.id, o.number, o.total from hrt.sales_order o
  where o.channel = 'web' and o.status in ('placed', 'confirmed') and o.fulfilment_status <> 'shipped';

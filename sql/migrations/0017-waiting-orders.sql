-- Why: every machine shows how many web orders wait for the shop, and asks again with each order that changes. Without an index of
-- its own that reads all orders there ever were. A sale of the till is completed and never in it.
-- Lock impact: orders cannot be written while the index is made, a second for a million.
-- Verify: \d hrt.sales_order names sales_order_waiting_idx

create index sales_order_waiting_idx on hrt.sales_order (id)
  where channel = 'web' and status in ('placed', 'confirmed') and fulfilment_status <> 'shipped';

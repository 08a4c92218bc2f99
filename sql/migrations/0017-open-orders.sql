-- Why: every machine shows how many web orders wait for the shop, and asks again with each order that changes; without an index
-- that reads all orders there ever were. The index of unpaid orders becomes one of all that are open: one more of it would be paid
-- by each sale, which is never in it but has to be asked. A sale is completed when it is written.
-- Lock impact: orders cannot be written while the index is made, a second for a million.
-- Verify: \d hrt.sales_order names sales_order_open_idx with the id; hrt.expire_holds() and the queries *-waiting-orders say its
-- conditions

drop index hrt.sales_order_open_idx;
create index sales_order_open_idx on hrt.sales_order (id)
  where status in ('placed', 'confirmed') and fulfilment_status <> 'shipped';

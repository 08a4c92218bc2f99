-- why: one customer, for staff
-- params: id int8
-- returns: one HrtCustomer
-- errors: none
-- used by: hrt-people.c
select c.id, c.email, c.name, c.phone, c.language, c.active, c.created_at, c.revision,
       (select count(*) from hrt.sales_order o where o.customer_id = c.id) as n_orders
  from hrt.customer_listed c where c.id = $1

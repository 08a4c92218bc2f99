-- why: the open shift of a till
-- params: till_id int8
-- returns: one HrtTillShift
-- errors: none
-- used by: hrt-sales.c
select f.id, f.key, f.till_id, f.opened_by, t.name as opened_by_name, f.opened_at, f.opening_float, f.closed_by, f.closed_at,
       coalesce(f.expected_cash, (select sum(d.amount) from hrt.drawer_entry d where d.shift_id = f.id))::int8 as expected_cash,
       f.counted_cash, f.note, s.n_sales, s.sales_total
  from hrt.till_shift f
  left join hrt.staff_listed t on t.id = f.opened_by
  cross join lateral (select count(*) as n_sales, coalesce(sum(o.total), 0)::int8 as sales_total
    from hrt.sales_order o where o.shift_id = f.id) s
 where f.till_id = $1 and f.closed_at is null

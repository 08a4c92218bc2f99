-- hrt.check_invariants(): what must hold in a healthy shop, each found fault a row; no row = healthy. Reads everything, so it
-- is for `hurtrock-admin check`, the nightly look and the tests, not for a page. Run it in a repeatable read transaction when
-- others are at work: the queries must see one state.
create or replace function hrt.check_invariants() returns table (invariant text, subject text, detail text)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query select * from hrt.check_stock();
  return query select * from hrt.check_order_sums();
  return query select * from hrt.check_order_history();
  return query select * from hrt.check_money();
  return query select * from hrt.check_catalog();
  return query select * from hrt.check_product_lists();
  return query select * from hrt.check_journal();
end $$;

-- Below zero leads only the till, by selling goods in hand; all else is refused there. So since a level was last not below
-- zero, nothing but oversold sales has taken from it: one of last year excuses nothing. By the ledger's numbers: a sale that
-- is not oversold has its number before its stock is locked and so before it counts, but those after the last such one, and
-- all others, are numbered under the lock. Reads the ledger of levels below zero, which are few.
create or replace function hrt.check_negative_stock() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'negative stock only where something was oversold', 'variant ' || r.variant_id || ' at ' || r.location_id,
    'level ' || r.on_hand || ', taken without being oversold ' || coalesce(-sum(r.quantity), 0)
  from (
    select m.*, max(m.id) filter (where m.level >= 0) over (partition by m.variant_id, m.location_id) as last_above
    from (
      select s.variant_id, s.location_id, s.on_hand, m.id, m.quantity, m.oversold,
        sum(m.quantity) over (partition by s.variant_id, s.location_id order by m.id) as level
      from hrt.stock_level s
      left join hrt.stock_movement m on m.variant_id = s.variant_id and m.location_id = s.location_id
      where s.on_hand < 0) m) r
  where r.id is null or r.quantity < 0 and not r.oversold and r.id > coalesce(r.last_above, 0)
  group by r.variant_id, r.location_id, r.on_hand
$$;

create or replace function hrt.check_stock() returns table (invariant text, subject text, detail text)
language sql stable as $$
  with ledger as materialized (select variant_id, location_id, sum(quantity) as quantity from hrt.stock_movement group by 1, 2)
  select 'level = ledger', 'variant ' || coalesce(s.variant_id, m.variant_id) || ' at ' || coalesce(s.location_id, m.location_id),
    'level ' || coalesce(s.on_hand::text, 'missing') || ', ledger ' || coalesce(m.quantity, 0)
  from hrt.stock_level s
  full join ledger m on m.variant_id = s.variant_id and m.location_id = s.location_id
  where coalesce(s.on_hand, 0) <> coalesce(m.quantity, 0)
  union all
  select * from hrt.check_negative_stock()
  union all
  select 'stock of known goods at known places', 'variant ' || s.variant_id || ' at ' || s.location_id, ''
  from (select variant_id, location_id from hrt.stock_level union select variant_id, location_id from ledger
    union select variant_id, location_id from hrt.stock_hold) s
  where not exists (select from hrt.variant v where v.id = s.variant_id) or not exists (select from hrt.location l where l.id = s.location_id)
  union all
  select 'holds only for unpaid orders', 'order ' || h.order_id, 'variant ' || h.variant_id || ', order is ' || coalesce(o.status::text, 'missing')
  from hrt.stock_hold h left join hrt.sales_order o on o.id = h.order_id
  where o.id is null or o.status <> 'placed' or o.payment_status <> 'unpaid'
  union all
  select 'a placed order holds what it sells', 'order ' || o.number, 'ordered ' || l.quantity || ' of ' || l.variant_id || ', held ' || coalesce(h.quantity, 0)
  from hrt.sales_order o
  join (select order_id, variant_id, sum(quantity) as quantity from hrt.order_line group by 1, 2) l on l.order_id = o.id
  left join (select order_id, variant_id, sum(quantity) as quantity from hrt.stock_hold group by 1, 2) h
    on h.order_id = o.id and h.variant_id = l.variant_id
  where o.status = 'placed' and coalesce(h.quantity, 0) <> l.quantity
  union all
  select 'an order holds only what it sells', 'order ' || h.order_id, 'variant ' || h.variant_id
  from hrt.stock_hold h
  where not exists (select from hrt.order_line l where l.order_id = h.order_id and l.variant_id = h.variant_id)
  union all
  select 'a sold order has taken what it sells, another nothing', 'order ' || o.number,
    'variant ' || l.variant_id || ': ordered ' || l.quantity || ', ledger ' || coalesce(m.quantity, 0) || ', order is ' || o.status
  from hrt.sales_order o
  join (select order_id, variant_id, sum(quantity) as quantity from hrt.order_line group by 1, 2) l on l.order_id = o.id
  left join (select order_id, variant_id, sum(quantity) as quantity from hrt.stock_movement where reason in ('sale', 'cancel') group by 1, 2) m
    on m.order_id = o.id and m.variant_id = l.variant_id
  where coalesce(m.quantity, 0) <> case when o.status in ('confirmed', 'completed') then -l.quantity else 0 end
  union all
  select 'a movement of an order belongs to one', 'movement ' || m.id, 'order ' || m.order_id
  from hrt.stock_movement m
  where m.order_id is not null and not exists (select from hrt.order_line l where l.order_id = m.order_id and l.variant_id = m.variant_id)
$$;

create or replace function hrt.check_order_sums() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'lines + shipping - discount + tax + rounding = total', 'order ' || o.number,
    'subtotal ' || o.subtotal || ' discount ' || o.discount || ' shipping ' || o.shipping_cost || ' tax ' || o.tax || ' rounding ' || o.rounding || ' total ' || o.total
  from hrt.sales_order o
  where o.total <> o.subtotal - o.discount + o.shipping_cost + o.rounding + case when o.tax_included then 0 else o.tax end
  union all
  select 'an order has lines that add up to it', 'order ' || o.number,
    format('order: subtotal %s discount %s tax %s; lines: %s %s %s', o.subtotal, o.discount, o.tax, l.subtotal, l.discount, l.tax)
  from hrt.sales_order o
  left join (select order_id, sum(quantity::numeric * unit_price) as subtotal, sum(discount) as discount, sum(tax) as tax,
      bool_and(discount between 0 and quantity * unit_price and tax >= 0) as sane from hrt.order_line group by 1) l
    on l.order_id = o.id
  where (l.subtotal, l.discount, l.tax, l.sane) is distinct from (o.subtotal::numeric, o.discount::numeric, o.tax::numeric, true)
  union all
  select 'a line belongs to an order', 'order ' || l.order_id, 'line ' || l.line_no
  from hrt.order_line l where not exists (select from hrt.sales_order o where o.id = l.order_id)
  union all
  select 'an order has its place and link', 'order ' || o.number, ''
  from hrt.sales_order o
  where o.secret_hash is null and o.channel = 'web' or not exists (select from hrt.location l where l.id = o.location_id)
    or o.channel = 'web' and o.expires_at is null
$$;

create or replace function hrt.check_order_history() returns table (invariant text, subject text, detail text)
language sql stable as $$
  with step as (
    select e.*, lag(e.to_state, 1, '') over (partition by e.order_id, e.axis order by e.id) as before,
      lead(e.id) over (partition by e.order_id, e.axis order by e.id) is null as is_last
    from hrt.order_event e
  )
  select 'every step is a legal one', 'order ' || s.order_id, s.axis || ': ' || s.from_state || ' to ' || s.to_state || ' after ' || s.before
  from step s
  where s.before <> s.from_state or not exists (select from hrt.order_transition t
    where t.axis = s.axis and t.from_state = s.from_state and t.to_state = s.to_state)
  union all
  select 'the history ends where the order is', 'order ' || o.number, a.axis || ' is ' || a.state || ', history says ' || coalesce(s.to_state, 'nothing')
  from hrt.sales_order o
  cross join lateral (values ('order', o.status::text), ('payment', o.payment_status::text), ('fulfilment', o.fulfilment_status::text)) as a (axis, state)
  left join step s on s.order_id = o.id and s.axis = a.axis and s.is_last
  where s.to_state is distinct from a.state
  union all
  select 'a step belongs to an order', 'order ' || e.order_id, e.axis || ' to ' || e.to_state
  from hrt.order_event e where not exists (select from hrt.sales_order o where o.id = e.order_id)
$$;

create or replace function hrt.check_money() returns table (invariant text, subject text, detail text)
language sql stable as $$
  with paid as (
    select order_id, coalesce(sum(amount) filter (where kind = 'payment'), 0) as paid,
      coalesce(sum(amount) filter (where kind = 'refund'), 0) as back
    from hrt.payment group by 1
  )
  select 'payments agree with the payment status', 'order ' || o.number,
    o.payment_status || ': total ' || o.total || ', paid ' || coalesce(p.paid, 0) || ', refunded ' || coalesce(p.back, 0)
  from hrt.sales_order o left join paid p on p.order_id = o.id
  where not case o.payment_status
    when 'unpaid' then coalesce(p.paid, 0) = 0 and coalesce(p.back, 0) = 0
    when 'paid' then coalesce(p.paid, 0) = o.total and coalesce(p.back, 0) = 0
    when 'part_refunded' then coalesce(p.paid, 0) = o.total and p.back > 0 and p.back < o.total
    else coalesce(p.paid, 0) = o.total and coalesce(p.back, 0) = o.total end
  union all
  select 'a payment belongs to an order', 'payment ' || p.id, 'order ' || p.order_id
  from hrt.payment p where not exists (select from hrt.sales_order o where o.id = p.order_id)
  union all
  select 'cash is in a drawer', 'order ' || o.number, 'cash ' || coalesce(c.cash, 0) || ', drawer ' || coalesce(d.amount, 0)
  from (select order_id, sum(case kind when 'payment' then amount else -amount end) as cash from hrt.payment where method = 'cash' group by 1) c
  full join (select order_id, sum(amount) as amount from hrt.drawer_entry where order_id is not null group by 1) d on d.order_id = c.order_id
  join hrt.sales_order o on o.id = coalesce(c.order_id, d.order_id)
  where coalesce(c.cash, 0) <> coalesce(d.amount, 0)
  union all
  select 'a drawer entry of a sale or refund belongs to an order', 'entry ' || d.id, 'order ' || coalesce(d.order_id::text, 'missing')
  from hrt.drawer_entry d
  where (d.order_id is not null or d.kind in ('sale', 'refund')) and not exists (select from hrt.sales_order o where o.id = d.order_id)
  union all
  -- What was replayed into a shift that was counted already is not in what it expected.
  select 'a closed shift expected what its drawer says', 'shift ' || s.id, 'expected ' || s.expected_cash || ', entries ' || coalesce(d.amount, 0)
  from hrt.till_shift s
  left join (select shift_id, sum(amount) as amount from hrt.drawer_entry where kind <> 'sale' or note <> 'replayed' group by 1) d
    on d.shift_id = s.id
  where s.closed_at is not null and s.expected_cash is distinct from coalesce(d.amount, 0)
  union all
  select 'a drawer entry belongs to a shift', 'entry ' || d.id, 'shift ' || d.shift_id
  from hrt.drawer_entry d where not exists (select from hrt.till_shift s where s.id = d.shift_id)
  union all
  select 'a sale at the till belongs to a shift', 'order ' || o.number, ''
  from hrt.sales_order o
  where o.channel = 'till' and not exists (select from hrt.till_shift s where s.id = o.shift_id)
$$;

create or replace function hrt.check_catalog() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'a product has a variant', 'product ' || p.id, p.name
  from hrt.product p where not exists (select from hrt.variant v where v.product_id = p.id)
  union all
  select 'a cart of a session is a customer''s own or a guest''s', 'session', 'cart ' || s.cart_id
  from hrt.session s join hrt.cart c on c.id = s.cart_id
  where c.customer_id is distinct from s.customer_id
  union all
  select 'a picture''s variant is of its product', 'image ' || i.id, 'variant ' || i.variant_id
  from hrt.image i join hrt.variant v on v.id = i.variant_id where v.product_id <> i.product_id
  union all
  select 'categories do not go round in a circle', 'category ' || r.id, ''
  from (with recursive up as (
      select id, parent_id, 1 as depth from hrt.category
      union all
      select u.id, c.parent_id, u.depth + 1 from up u join hrt.category c on c.id = u.parent_id where u.depth < 20)
    select distinct id from up where depth >= 20) r
$$;

create or replace function hrt.check_journal() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'the journal''s chain is unbroken', 'seal ' || v.seq, v.fault || ' (row ' || v.journal_id || ')' from hrt.verify_journal() v
  union all
  select 'every order is in the journal', 'order ' || o.number, ''
  from hrt.sales_order o
  where not exists (select from hrt.journal j
    where j.subject = o.number and j.kind = case o.channel when 'till' then 'sale' else 'order' end)
  union all
  select 'what the journal says was sold is there', 'order ' || j.subject, j.kind || ' of ' || j.at
  from hrt.journal j
  where j.kind in ('sale', 'order') and not exists (select from hrt.sales_order o where o.number = j.subject)
  union all
  -- Where a till is open the journal is sealed each minute: what the till wrote an hour later, and not just now, shows that it
  -- was, also when no seal is left. One finding for all rows: of a shop without any seal they are its whole past.
  select 'an hour later a journal row is sealed', 'journal ' || min(j.id), count(*) || ' rows from ' || min(j.at) || ' to ' || max(j.at)
  from hrt.journal j
  where not exists (select from hrt.journal_seal s where s.journal_id = j.id) and j.at < now() - interval '1 hour'
    and (j.id < (select max(s.journal_id) from hrt.journal_seal s)
      or j.at < (select max(k.at) from hrt.journal k where k.kind in ('sale', 'shift', 'drawer') and k.at < now() - interval '10 minutes')
        - interval '1 hour')
  having count(*) > 0
$$;

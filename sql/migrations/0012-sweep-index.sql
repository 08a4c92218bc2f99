-- Why: what is deleted takes what refers to it along, and the table that refers was read whole for each row: 2,000 old carts
-- beside 50,000 sessions took twenty seconds, and from some 3,000 on session_sweep() ran into its time-out for good. A picture
-- of a variant is found in the same way. tests/sql/foreign-keys.sql asks for an index of every such reference.
-- And a sale that was replayed into a shift counted before says so in the drawer; only a replay can write there after that.
-- Lock impact: sessions and pictures cannot be written while their index is made, a second for a million.
-- Verify: \d hrt.session names session_cart_idx, \d hrt.image names image_variant_idx

create index session_cart_idx on hrt.session (cart_id) where cart_id is not null;
create index image_variant_idx on hrt.image (variant_id) where variant_id is not null;

update hrt.drawer_entry d set note = 'replayed'
  from (select s.id, s.closed_at from hrt.till_shift s join hrt.drawer_entry e on e.shift_id = s.id
    group by s.id
    having sum(e.amount) <> s.expected_cash
      and sum(e.amount) - sum(e.amount) filter (where e.kind = 'sale' and e.at > s.closed_at) = s.expected_cash) s
 where s.id = d.shift_id and d.kind = 'sale' and d.note = '' and d.at > s.closed_at;

-- why: one row of the ledger by hand
-- params: key uuid, staff_id int8, variant_id int8, location_id int8, quantity int8, reason text, note text
-- returns: one
-- errors: HR001 not_allowed
-- used by: hrt-stock.c
select outcome, problems, movement_id, on_hand, available
  from hrt.adjust_stock($1, $2, $3, coalesce(nullif($4, 0), (select min(id) from hrt.location)), $5, $6, $7)

-- why: a code for a variant, or no more
-- params: variant_id int8, code text, staff_id int8
-- returns: one
-- errors: HR001 not_allowed, HR404, HR409 revision_conflict
-- used by: hrt-catalog-write.c
select r.outcome, r.problems, r.id, r.revision, (select v.product_id from hrt.variant v where v.id = r.id) as product_id from hrt.set_barcode($1, $2, $3) r

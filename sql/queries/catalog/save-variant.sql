-- why: a variant made or changed
-- params: variant jsonb, staff_id int8, revision int8
-- returns: one
-- errors: HR001 not_allowed, HR404, HR409 revision_conflict
-- used by: hrt-catalog-write.c
select r.outcome, r.problems, r.id, r.revision, (select v.product_id from hrt.variant v where v.id = r.id) as product_id from hrt.save_variant($1, $2, $3) r

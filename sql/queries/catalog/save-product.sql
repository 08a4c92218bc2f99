-- why: a product made or changed
-- params: product jsonb, staff_id int8, revision int8
-- returns: one
-- errors: HR001 not_allowed, HR404, HR409 revision_conflict
-- used by: hrt-catalog-write.c
select r.outcome, r.problems, r.id, r.revision from hrt.save_product($1, $2, $3) r

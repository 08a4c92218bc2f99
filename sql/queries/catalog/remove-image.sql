-- why: a picture less
-- params: image_id int8, staff_id int8
-- returns: one
-- errors: HR001 not_allowed, HR404, HR409 revision_conflict
-- used by: hrt-catalog-write.c
select r.outcome, r.problems, r.product_id from hrt.remove_image($1, $2) r

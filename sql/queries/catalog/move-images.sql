-- why: a product's pictures in a new order
-- params: product_id int8, image_ids int8[], staff_id int8
-- returns: one
-- errors: HR001 not_allowed, HR404, HR409 revision_conflict
-- used by: hrt-catalog-write.c
select r.outcome, r.problems, r.id, r.revision from hrt.order_images($1, $2, $3) r

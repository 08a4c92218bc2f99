-- why: the shop's profile and rules
-- params: profile jsonb, staff_id int8, revision int8
-- returns: one
-- errors: HR001 not_allowed, HR409 revision_conflict
-- used by: hrt-shop.c
select r.outcome, r.problems, r.id, r.revision from hrt.save_shop($1, $2, $3) r

-- why: multiplies the sample catalogue for measuring
-- params: total int8, seed int8
-- returns: one
-- errors: none
-- used by: hrt-sample.c
select hrt.sample_many($1, $2) as products

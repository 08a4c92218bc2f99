-- why: gives the sample shop a past: three months of till sales and web orders
-- params: sample jsonb, seed int8
-- returns: one
-- errors: none
-- used by: hrt-sample.c
select hrt.sample_history($1, $2) as orders

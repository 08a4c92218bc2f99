-- why: fills an empty shop with the sample catalogue, people and couriers
-- params: sample jsonb
-- returns: one
-- errors: HR409 sample_not_empty when there are products or orders
-- used by: hrt-sample.c
select hrt.sample_catalogue($1) as products

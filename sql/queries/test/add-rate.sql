-- why: breaks the unique and check constraints of a table without a function in front of it
-- params: day int8, rate int8
-- returns: none
-- errors: tax_rate_pkey, tax_rate_num_ck
-- used by: tests/db
insert into hrt.tax_rate values (date '2030-01-01' + $1::integer, $2::integer, 100, 1, 1)

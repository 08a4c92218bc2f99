-- why: reads what the write tests wrote
-- params: none
-- returns: one
-- errors: none
-- used by: tests/db
select tagline from hrt.shop_profile

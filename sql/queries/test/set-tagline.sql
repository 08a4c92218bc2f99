-- why: a write that every role of the tests can be refused or allowed
-- params: tagline text
-- returns: none
-- errors: none
-- used by: tests/db
update hrt.shop_profile set tagline = $1

-- why: an account in the web shop
-- params: email text, name text, phone text, password_hash text, language text
-- returns: one
-- errors: none
-- used by: hrt-people.c
select outcome, problems, customer_id from hrt.register_customer($1, $2, $3, $4, $5)

-- why: sales at the till, any number in one commit
-- params: sales jsonb
-- returns: many
-- errors: none
-- used by: hrt-sales-sell.c
select * from hrt.sell($1)

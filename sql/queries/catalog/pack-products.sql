-- why: the ids of all that match, in order, for a list of any length
-- params: filter jsonb
-- returns: one
-- errors: none
-- used by: hrt-catalog.c
select n, ids from hrt.pack_products($1)

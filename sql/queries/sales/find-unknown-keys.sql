-- why: which of the sales that the journal file has does the database not know
-- params: keys uuid[]
-- returns: many
-- errors: none
-- used by: hrt-journal-compare.c
select k.key::text as key
from unnest($1) as k (key)
where not exists (select from hrt.sales_order o where o.key = k.key)

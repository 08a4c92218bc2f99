-- why: the journal files that need not be compared again
-- params: none
-- returns: many
-- errors: none
-- used by: hrt-journal-compare.c
select name, size, head from hrt.compared_journal

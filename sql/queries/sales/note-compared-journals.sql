-- why: journal files of which the database has every sale
-- params: names text[], sizes int8[], heads text[]
-- returns: none
-- errors: none
-- used by: hrt-journal-compare.c
select hrt.note_compared_journals($1, $2, $3)

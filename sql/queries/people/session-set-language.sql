-- why: the language of the pages
-- params: id_hash bytea, language text
-- returns: none
-- errors: none
-- used by: hrt-people.c
select hrt.session_set_language($1, $2)

-- why: list rows by id, in the order asked for
-- params: ids int8[]
-- returns: many
-- errors: none
-- used by: hrt-catalog.c
select s.* from unnest($1) with ordinality as w (id, no) join hrt.shelf_product s on s.id = w.id order by w.no

-- why: list rows by id, in the order asked for, each with the beginning of its texts (the search answers with it)
-- params: ids int8[]
-- returns: many HrtProduct
-- errors: none
-- used by: hrt-catalog.c
select s.*, left(p.description_id, 120) as description_id, left(p.description_en, 120) as description_en
  from unnest($1) with ordinality as w (id, no) join hrt.shelf_product s on s.id = w.id
  join hrt.listed_product p on p.id = s.id order by w.no

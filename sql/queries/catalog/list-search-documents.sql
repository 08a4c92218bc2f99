-- why: pages of what the search index is built from
-- params: after int8, n int8
-- returns: many HrtSearchDocument
-- errors: none
-- used by: hrt-catalog-shelves.c
select * from hrt.indexed_document where variant_id > $1 order by variant_id limit $2

-- why: what the search index must know anew after a change
-- params: product_ids int8[]
-- returns: many HrtSearchDocument
-- errors: none
-- used by: hrt-catalog-shelves.c
select * from hrt.indexed_document where product_id = any ($1)

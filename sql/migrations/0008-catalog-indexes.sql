-- Why: lists of a million products: neighbours on a shelf, what is featured, and the order by name without touching a row.
-- Lock impact: builds three indexes of hrt.product; writers of products wait, readers do not.
-- Verify: explain of catalog/list-related, catalog/list-featured, catalog/pack-products shows them.

drop index hrt.product_category_idx;
create index product_category_idx on hrt.product (category_id, id) where active;
create index product_featured_idx on hrt.product (updated_at desc, id) where featured and active;
drop index hrt.product_name_idx;
create index product_name_idx on hrt.product (name, id) include (active);

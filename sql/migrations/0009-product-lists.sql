-- Why: every order of a list of a million products comes from one index, from any place on, and counts are sums of a few
-- rows. What a list sorts by must be in the product's row, so the prices of its variants are kept there, too. All of it is
-- kept in step by functions/catalog/05-product-lists.sql.
-- Lock impact: adds columns and indexes to hrt.product and writes each row once: nobody reads or writes products meanwhile,
-- half a minute for a million.
-- Verify: hurtrock-admin check; explain of catalog/find-products shows "Index Only Scan" for every sort.

alter table hrt.product
  add column price    bigint not null default 0, -- of the cheapest variant that is for sale; 0 without one
  add column price_to bigint not null default 0; -- of the dearest

-- How many products there are of each kind: the sum of the rows of a kind. There may be several, and negative ones: who writes
-- adds a row and folds those together that nobody else holds, so writers never wait for each other.
create table hrt.product_count (
  category_id bigint not null,
  brand_id    bigint,
  active      boolean not null,
  n           bigint not null
);
create index product_count_category_idx on hrt.product_count (category_id);

-- Every 2048th product of each order, and how many came before it when that was written; product_shift is what was added and
-- taken away since, so the two together are exact.
create table hrt.product_mark (
  sort     text not null, -- name, price, newest (by id, upwards)
  name     text,
  price    bigint,
  id       bigint not null,
  n_all    bigint not null,
  n_active bigint not null,
  n_plain  bigint not null -- active and not featured
);
create table hrt.product_shift (
  name     text not null,
  price    bigint not null,
  id       bigint not null,
  active   boolean not null,
  featured boolean not null,
  n        bigint not null -- 1 or -1
);

update hrt.product p set price = v.low, price_to = v.high
  from (select product_id, min(price) as low, max(price) as high from hrt.variant where active group by product_id) v
  where v.product_id = p.id;
insert into hrt.product_count (category_id, brand_id, active, n)
  select category_id, brand_id, active, count(*) from hrt.product group by 1, 2, 3;

-- Each covers what a list may be filtered by, so that skipping rows never reads them.
drop index hrt.product_name_idx, hrt.product_category_idx;
create index product_newest_idx on hrt.product (id) include (brand_id, featured, active);
create index product_name_idx on hrt.product (name, id) include (brand_id, featured, active);
create index product_price_idx on hrt.product (price, id) include (price_to, brand_id, featured, active);
create index product_category_idx on hrt.product (category_id, id) include (brand_id, featured, active);
create index product_category_name_idx on hrt.product (category_id, name, id) include (brand_id, featured, active);
create index product_category_price_idx on hrt.product (category_id, price, id) include (price_to, brand_id, featured, active);
create index product_price_to_idx on hrt.product (category_id, price_to) where active;
create index product_featured_name_idx on hrt.product (name, id) include (category_id, brand_id, active) where featured;

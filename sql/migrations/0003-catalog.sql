-- Why: a product describes, a variant is what is sold. Quantity is not here (0004): that row is hot.
-- Lock impact: none, new tables.
-- Verify: every product has a variant: hurtrock-admin check

create table hrt.category (
  id        bigint generated always as identity primary key,
  parent_id bigint references hrt.category,
  slug      text not null constraint category_slug_ck check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name_id   text not null,
  name_en   text not null,
  position  integer not null default 0,
  active    boolean not null default true,
  constraint category_slug_key unique (slug),
  constraint category_parent_ck check (parent_id <> id)
);

create table hrt.brand (
  id   bigint generated always as identity primary key,
  slug text not null,
  name text not null,
  constraint brand_slug_key unique (slug),
  constraint brand_name_key unique (name)
);

create table hrt.supplier (
  id             bigint generated always as identity primary key,
  name           text not null constraint supplier_name_key unique,
  contact_person text not null default '',
  email          text not null default '',
  phone          text not null default '',
  address        text not null default '',
  notes          text not null default '',
  active         boolean not null default true
);

create table hrt.product (
  id             bigint generated always as identity primary key,
  slug           text not null constraint product_slug_ck check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name           text not null constraint product_name_ck check (length(name) between 1 and 200),
  brand_id       bigint references hrt.brand,
  category_id    bigint not null references hrt.category,
  supplier_id    bigint references hrt.supplier,
  model          text not null default '',
  description_id text not null default '' constraint product_description_id_ck check (length(description_id) <= 20000),
  description_en text not null default '' constraint product_description_en_ck check (length(description_en) <= 20000),
  specification  jsonb not null default '[]', -- [{"id": "Bodi", "en": "Body", "value": "Spruce"}]
  featured       boolean not null default false,
  active         boolean not null default true,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  revision       bigint not null default nextval('hrt.revision_seq')
);
create index product_category_idx on hrt.product (category_id) where active;
create index product_brand_idx on hrt.product (brand_id) where active;
create index product_revision_idx on hrt.product (revision);
create index product_name_idx on hrt.product (name, id);

create table hrt.variant (
  id               bigint generated always as identity primary key,
  product_id       bigint not null references hrt.product,
  sku              text not null constraint variant_sku_ck check (length(sku) between 1 and 60),
  name             text not null default '', -- 'Tobacco Sunburst'; empty when there is only one
  colour           text,                     -- '#7a3b12', for the swatch
  price            bigint not null constraint variant_price_ck check (price between 0 and 1000000000000),
  compare_at_price bigint constraint variant_compare_ck check (compare_at_price > price),
  weight_g         integer not null default 0 constraint variant_weight_ck check (weight_g between 0 and 2000000),
  length_cm        integer not null default 0 constraint variant_length_ck check (length_cm between 0 and 1000),
  width_cm         integer not null default 0 constraint variant_width_ck check (width_cm between 0 and 1000),
  height_cm        integer not null default 0 constraint variant_height_ck check (height_cm between 0 and 1000),
  low_stock        integer not null default 2 constraint variant_low_stock_ck check (low_stock >= 0),
  serial_tracked   boolean not null default false,
  position         integer not null default 0,
  active           boolean not null default true,
  revision         bigint not null default nextval('hrt.revision_seq'),
  constraint variant_sku_key unique (sku)
);
create index variant_product_idx on hrt.variant (product_id, position);
create index variant_revision_idx on hrt.variant (revision);

-- Apart from the variant, so that the web role has no right to it at all.
create table hrt.variant_cost (
  variant_id bigint primary key references hrt.variant,
  cost       bigint not null constraint variant_cost_ck check (cost >= 0)
);

-- EAN-13, EAN-8, UPC-A and our own; stored as scanned but normalised to 13 digits where it is a GTIN.
create table hrt.barcode (
  code       text primary key constraint barcode_code_ck check (code ~ '^[!-~]{4,48}$'),
  variant_id bigint not null references hrt.variant
);
create index barcode_variant_idx on hrt.barcode (variant_id);

-- Files lie outside the database, named by the SHA-256 of the original: <hash>-<width>.webp and .jpg.
create table hrt.image (
  id         bigint generated always as identity primary key,
  product_id bigint not null references hrt.product on delete cascade,
  variant_id bigint references hrt.variant on delete set null,
  hash       text not null constraint image_hash_ck check (hash ~ '^[0-9a-f]{64}$'),
  width      integer not null constraint image_width_ck check (width > 0),
  height     integer not null constraint image_height_ck check (height > 0),
  alt        text not null default '',
  position   integer not null default 0
);
create index image_product_idx on hrt.image (product_id, position);

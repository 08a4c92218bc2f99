-- Why: who the shop is, and the rules of money and tax that every sale is worked out by.
-- Lock impact: none, new tables.
-- Verify: select * from hrt.shop_profile gives one row.

create schema hrt;

-- One row. What a customer may see of the shop; secrets live elsewhere (docs/architecture.md).
create table hrt.shop_profile (
  id                  smallint primary key default 1 constraint shop_profile_one_ck check (id = 1),
  name                text   not null default 'Hurtrock' constraint shop_profile_name_ck check (length(name) between 1 and 200),
  tagline             text   not null default '',
  address             text   not null default '',
  city                text   not null default '',
  postal_code         text   not null default '',
  phone               text   not null default '',
  email               text   not null default '',
  opening_hours       text   not null default '',
  language            text   not null default 'id' constraint shop_profile_language_ck check (language in ('id', 'en')),
  currency            char(3) not null default 'IDR',
  time_zone           text   not null default 'Asia/Jakarta',
  charges_tax         boolean not null default false, -- only a PKP may show or charge PPN (PMK 197/2013)
  prices_include_tax  boolean not null default true,
  tax_number          text   not null default '',
  bank_name           text   not null default '',
  bank_account        text   not null default '',
  bank_holder         text   not null default '',
  transfer_hold_hours integer not null default 24 constraint shop_profile_transfer_hold_ck check (transfer_hold_hours between 1 and 720),
  pickup_hold_hours   integer not null default 48 constraint shop_profile_pickup_hold_ck check (pickup_hold_hours between 1 and 720),
  cash_rounding       bigint not null default 0 constraint shop_profile_rounding_ck check (cash_rounding in (0, 50, 100, 500, 1000)),
  receipt_footer      text   not null default '',
  sample              boolean not null default false, -- filled with the sample shop
  revision            bigint not null default 1
);
insert into hrt.shop_profile default values;

-- PPN: rate and the fraction of the price it is taken from, by the day it came into force.
-- 12 % of 11/12 since 2025-01-01 (PMK 131/2024), before it 11 % of the whole (UU 7/2021).
create table hrt.tax_rate (
  valid_from  date primary key,
  rate_num    integer not null constraint tax_rate_num_ck check (rate_num between 0 and 100000),
  rate_den    integer not null constraint tax_rate_den_ck check (rate_den between 1 and 100000),
  base_num    integer not null constraint tax_rate_base_num_ck check (base_num between 0 and 100000),
  base_den    integer not null constraint tax_rate_base_den_ck check (base_den between 1 and 100000)
);
insert into hrt.tax_rate values ('2022-04-01', 11, 100, 1, 1), ('2025-01-01', 12, 100, 11, 12);

-- Keys of the orders' secret links: a link is worked out from the order's key, so that a repeated request gets the same
-- one, and only its hash is stored with the order. Readable by the owner of the functions alone.
create table hrt.shop_secret (
  id         smallint primary key default 1 constraint shop_secret_one_ck check (id = 1),
  inner_key  bytea not null constraint shop_secret_inner_ck check (length(inner_key) = 64),
  outer_key  bytea not null constraint shop_secret_outer_ck check (length(outer_key) = 64)
);
insert into hrt.shop_secret (inner_key, outer_key)
  select string_agg(uuid_send(gen_random_uuid()), ''), string_agg(uuid_send(gen_random_uuid()), '') from generate_series(1, 4);

-- Every change gets a number from here; a listener that missed a hint asks for what is newer.
create sequence hrt.revision_seq;

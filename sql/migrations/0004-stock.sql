-- Why: how many there are, where, and why. The ledger is the truth, the level a checked cache of it.
-- Lock impact: none, new tables.
-- Verify: hurtrock-admin check (level = sum of ledger)

create type hrt.movement_reason as enum
  ('opening', 'sale', 'cancel', 'return', 'receipt', 'correction', 'damage', 'loss', 'found', 'count', 'transfer');

create table hrt.location (
  id     bigint generated always as identity primary key,
  code   text not null constraint location_code_key unique,
  name   text not null,
  sells_web boolean not null default true
);
insert into hrt.location (code, name) values ('main', 'Toko');

-- Narrow and alone: HOT updates only, no index but the key, no foreign key (a sale must not lock catalogue rows).
create table hrt.stock_level (
  variant_id  bigint not null,
  location_id bigint not null,
  on_hand     bigint not null default 0,
  primary key (variant_id, location_id)
) with (fillfactor = 40);

-- Append-only: no role may update or delete.
create table hrt.stock_movement (
  id          bigint generated always as identity primary key,
  variant_id  bigint not null,
  location_id bigint not null,
  quantity    bigint not null constraint stock_movement_quantity_ck check (quantity <> 0),
  reason      hrt.movement_reason not null,
  order_id    bigint,
  staff_id    bigint,
  oversold    boolean not null default false, -- the till sold goods in hand that the books did not have
  note        text not null default '',
  key         uuid, -- of a correction by hand; a sale's key is the order's
  at          timestamptz not null default clock_timestamp()
);
create index stock_movement_variant_idx on hrt.stock_movement (variant_id, location_id, id);
create unique index stock_movement_key_key on hrt.stock_movement (key) where key is not null;
create index stock_movement_order_idx on hrt.stock_movement (order_id) where order_id is not null;

-- Promised to an unpaid web order until expires_at. Expiry is compared, never awaited: a dead sweeper blocks nothing.
create table hrt.stock_hold (
  order_id    bigint not null,
  variant_id  bigint not null,
  location_id bigint not null,
  quantity    bigint not null constraint stock_hold_quantity_ck check (quantity > 0),
  expires_at  timestamptz not null,
  primary key (order_id, variant_id, location_id)
);
create index stock_hold_variant_idx on hrt.stock_hold (variant_id, location_id);
create index stock_hold_expires_idx on hrt.stock_hold (expires_at);

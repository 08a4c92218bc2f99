-- Why: carts, orders of both counters, the till with its shifts and drawer.
-- Lock impact: none, new tables.
-- Verify: hurtrock-admin check

create type hrt.channel as enum ('till', 'web');
create type hrt.order_status as enum ('placed', 'confirmed', 'completed', 'cancelled', 'expired');
create type hrt.payment_status as enum ('unpaid', 'paid', 'part_refunded', 'refunded');
create type hrt.fulfilment_status as enum ('pending', 'packing', 'ready_for_pickup', 'shipped', 'handed_over', 'cancelled');
create type hrt.actor_kind as enum ('staff', 'customer', 'system');

-- Couriers' services; tariff and divisor belong in the row, sources differ (JNE 6000, J&T Cargo 5000).
create table hrt.shipping_service (
  id                 bigint generated always as identity primary key,
  code               text not null constraint shipping_service_code_key unique,
  courier            text not null,
  name               text not null,
  is_pickup          boolean not null default false,
  base_price         bigint not null default 0 constraint shipping_base_ck check (base_price >= 0),
  price_per_kg       bigint not null default 0 constraint shipping_per_kg_ck check (price_per_kg >= 0),
  volumetric_divisor integer not null default 6000 constraint shipping_divisor_ck check (volumetric_divisor between 1000 and 10000), -- cm3 per kg
  min_weight_g       integer not null default 1000 constraint shipping_min_ck check (min_weight_g >= 0),
  tolerance_g        integer not null default 0 constraint shipping_tolerance_ck check (tolerance_g between 0 and 999),
  min_days           integer not null default 1,
  max_days           integer not null default 1,
  position           integer not null default 0,
  active             boolean not null default true,
  constraint shipping_days_ck check (0 <= min_days and min_days <= max_days)
);

create table hrt.cart (
  id          bigint generated always as identity primary key,
  customer_id bigint constraint cart_customer_key unique references hrt.customer on delete cascade,
  updated_at  timestamptz not null default now()
);
create table hrt.cart_line (
  cart_id    bigint not null references hrt.cart on delete cascade,
  variant_id bigint not null references hrt.variant,
  quantity   bigint not null constraint cart_line_quantity_ck check (quantity between 1 and 999),
  added_at   timestamptz not null default now(),
  primary key (cart_id, variant_id)
);
alter table hrt.session add constraint session_cart_fk foreign key (cart_id) references hrt.cart on delete set null;

create table hrt.till (
  id   bigint generated always as identity primary key,
  code text not null constraint till_code_key unique,
  name text not null
);

create table hrt.till_shift (
  id            bigint generated always as identity primary key,
  key           uuid not null constraint till_shift_key_key unique,
  till_id       bigint not null references hrt.till,
  opened_by     bigint not null references hrt.staff,
  opened_at     timestamptz not null default now(),
  opening_float bigint not null constraint till_shift_float_ck check (opening_float >= 0),
  closed_by     bigint references hrt.staff,
  closed_at     timestamptz,
  expected_cash bigint,
  counted_cash  bigint constraint till_shift_counted_ck check (counted_cash >= 0),
  close_key     uuid constraint till_shift_close_key_key unique,
  note          text not null default ''
);
create unique index till_shift_open_key on hrt.till_shift (till_id) where closed_at is null;

-- What the cashier has scanned and not yet sold: each line is durable before the beep.
create table hrt.till_ticket (
  id         uuid primary key, -- becomes the order's key: a retry returns the same sale
  till_id    bigint not null references hrt.till,
  staff_id   bigint not null references hrt.staff,
  state      text not null default 'open' constraint till_ticket_state_ck check (state in ('open', 'parked', 'sold', 'voided')),
  note       text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index till_ticket_till_idx on hrt.till_ticket (till_id, state) where state in ('open', 'parked');
create table hrt.till_ticket_line (
  ticket_id  uuid not null references hrt.till_ticket on delete cascade,
  variant_id bigint not null,
  line_no    integer not null,
  quantity   bigint not null constraint till_ticket_line_quantity_ck check (quantity between 1 and 9999),
  unit_price bigint not null, -- what the customer was told when it was scanned
  primary key (ticket_id, variant_id)
);

create sequence hrt.order_number_seq;
create table hrt.sales_order (
  id                bigint generated always as identity primary key,
  key               uuid not null constraint sales_order_key_key unique, -- made by the client; idempotency
  content           bytea not null default '', -- SHA-256 of what was asked for: the same key for something else is refused
  number            text not null constraint sales_order_number_key unique,
  channel           hrt.channel not null,
  status            hrt.order_status not null,
  payment_status    hrt.payment_status not null,
  fulfilment_status hrt.fulfilment_status not null,
  customer_id       bigint,
  staff_id          bigint,
  shift_id          bigint,
  location_id       bigint not null,
  contact_name      text not null default '', -- lengths are checked by place_order(): seven checks here would be parsed in every sale
  contact_phone     text not null default '',
  contact_email     text not null default '',
  address           text not null default '',
  city              text not null default '',
  postal_code       text not null default '',
  note              text not null default '',
  shipping_service_id bigint,
  shipping_name     text not null default '',
  payment_method    text not null, -- cash | bank_transfer | pay_at_pickup
  subtotal          bigint not null, -- sum of the lines as priced
  discount          bigint not null default 0,
  shipping_cost     bigint not null default 0,
  tax               bigint not null, -- in the total, or on top when prices exclude it
  rounding          bigint not null default 0, -- cash rounding, a line of its own
  total             bigint not null,
  tax_included      boolean not null,
  secret_hash       bytea, -- SHA-256 of the secret in the order's link
  language          text not null default 'id',
  placed_at         timestamptz not null default now(),
  expires_at        timestamptz, -- unpaid web orders
  revision          bigint not null default nextval('hrt.revision_seq'),
  constraint sales_order_total_ck check (total = subtotal - discount + shipping_cost + rounding + case when tax_included then 0 else tax end),
  constraint sales_order_sums_ck check (subtotal >= 0 and discount >= 0 and discount <= subtotal and shipping_cost >= 0 and tax >= 0 and total >= 0)
);
create index sales_order_placed_idx on hrt.sales_order (placed_at);
create index sales_order_customer_idx on hrt.sales_order (customer_id, placed_at) where customer_id is not null;
create index sales_order_open_idx on hrt.sales_order (expires_at) where status = 'placed' and payment_status = 'unpaid';
create index sales_order_shift_idx on hrt.sales_order (shift_id) where shift_id is not null;
create index sales_order_secret_idx on hrt.sales_order (secret_hash) where secret_hash is not null;
create index sales_order_revision_idx on hrt.sales_order (revision);

-- Names and prices are what they were on the day; the catalogue may move on.
create table hrt.order_line (
  order_id     bigint not null, -- check_invariants() looks that it is there: three look-ups less in every sale
  line_no      integer not null,
  variant_id   bigint not null,
  sku          text not null,
  product_name text not null,
  variant_name text not null,
  quantity     bigint not null constraint order_line_quantity_ck check (quantity between 1 and 9999),
  unit_price   bigint not null constraint order_line_price_ck check (unit_price >= 0),
  discount     bigint not null default 0,
  tax          bigint not null,
  total        bigint not null,
  constraint order_line_total_ck check (total = quantity * unit_price - discount),
  primary key (order_id, line_no)
);
create index order_line_variant_idx on hrt.order_line (variant_id);

-- The legal ways. A refusal names the pair; the program translates it.
create table hrt.order_transition (
  axis       text not null constraint order_transition_axis_ck check (axis in ('order', 'payment', 'fulfilment')),
  from_state text not null,
  to_state   text not null,
  primary key (axis, from_state, to_state)
);
insert into hrt.order_transition values
  ('order', '', 'placed'), ('order', '', 'completed'),
  ('order', 'placed', 'confirmed'), ('order', 'placed', 'cancelled'), ('order', 'placed', 'expired'),
  ('order', 'confirmed', 'completed'), ('order', 'confirmed', 'cancelled'), ('order', 'expired', 'confirmed'),
  ('payment', '', 'unpaid'), ('payment', '', 'paid'), ('payment', 'unpaid', 'paid'),
  ('payment', 'paid', 'part_refunded'), ('payment', 'paid', 'refunded'), ('payment', 'part_refunded', 'refunded'),
  ('fulfilment', '', 'pending'), ('fulfilment', '', 'handed_over'),
  ('fulfilment', 'pending', 'packing'), ('fulfilment', 'pending', 'cancelled'), ('fulfilment', 'pending', 'ready_for_pickup'),
  ('fulfilment', 'pending', 'shipped'), ('fulfilment', 'pending', 'handed_over'),
  ('fulfilment', 'packing', 'ready_for_pickup'), ('fulfilment', 'packing', 'shipped'), ('fulfilment', 'packing', 'cancelled'),
  ('fulfilment', 'ready_for_pickup', 'handed_over'), ('fulfilment', 'ready_for_pickup', 'cancelled'),
  ('fulfilment', 'shipped', 'handed_over'), ('fulfilment', 'cancelled', 'pending');

create table hrt.order_event (
  id         bigint generated always as identity primary key,
  order_id   bigint not null, -- no foreign key here, in drawer_entry and payment: check_invariants() looks instead
  axis       text not null,
  from_state text not null,
  to_state   text not null,
  actor      hrt.actor_kind not null,
  actor_id   bigint,
  reason     text not null default '',
  at         timestamptz not null default clock_timestamp()
);
create index order_event_order_idx on hrt.order_event (order_id, id);

create table hrt.drawer_entry (
  id       bigint generated always as identity primary key,
  shift_id bigint not null, -- no foreign key: every sale would lock the shift's row
  key      uuid, -- of a movement by hand
  kind     text not null constraint drawer_entry_kind_ck check (kind in ('float', 'sale', 'refund', 'pay_in', 'pay_out', 'open', 'close')),
  amount   bigint not null, -- into the drawer positive
  order_id bigint,
  staff_id bigint not null,
  note     text not null default '',
  at       timestamptz not null default clock_timestamp()
);
create unique index drawer_entry_key_key on hrt.drawer_entry (key) where key is not null;
create index drawer_entry_shift_idx on hrt.drawer_entry (shift_id);

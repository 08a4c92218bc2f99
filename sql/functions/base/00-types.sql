-- Row types that the functions hand to each other. Made anew on every run: nothing is stored in them.

drop type if exists hrt.draft_order, hrt.settings, hrt.tax_rule, hrt.sale_result, hrt.order_result cascade;

-- An order on its way in: what was asked for, what is wrong with it, what it comes to. Arrays are of its lines. What each sale
-- has stands first, numbers before texts: a field after one that is null or of any length is looked for from the start.
create type hrt.draft_order as (
  order_id        bigint,
  staff_id        bigint,
  shift_id        bigint,
  location_id     bigint,
  subtotal        bigint,
  discount        bigint,
  shipping        bigint,
  tax             bigint,
  rounding        bigint,
  total           bigint,
  placed_at       timestamptz,
  key             uuid,
  cash            boolean,   -- some of it in cash
  oversold        boolean,
  paid            numeric,   -- by other means than cash
  tendered        numeric,   -- cash handed over
  number          text,
  language        text,
  payment_method  text,
  secret          text,      -- of the order's link
  content         bytea,     -- SHA-256 of what was asked for
  variants        bigint[],
  quantities      bigint[],
  prices          bigint[],
  discounts       bigint[],
  taxes           bigint[],
  totals          bigint[],
  skus            text[],
  names           text[],
  variant_names   text[],
  note            text,
  problems        jsonb,
  request         jsonb,
  till_id         bigint,
  customer_id     bigint,
  cart_id         bigint,
  known_id        bigint,    -- the order that has this key already
  expires_at      timestamptz,
  service_id      bigint,
  service_name    text,
  service_name_en text,
  contact_name    text,
  contact_phone   text,
  contact_email   text,
  address         text,
  city            text,
  postal_code     text,
  oversell_reason text
);

-- PPN as a fraction of the base price; not charged when the shop is no PKP.
create type hrt.tax_rule as (charged boolean, included boolean, num bigint, den bigint, base_num bigint, base_den bigint);

-- The shop's rules as one call sees them.
create type hrt.settings as (
  language text, time_zone text, cash_rounding bigint, transfer_hold_hours integer, pickup_hold_hours integer, location_id bigint,
  inner_key bytea, outer_key bytea, rule hrt.tax_rule, takes_transfer boolean,
  web_pieces bigint
);

create type hrt.sale_result as (
  key uuid, outcome text, order_id bigint, number text, total bigint, tax bigint, rounding bigint, change bigint,
  secret text, placed_at timestamptz, problems jsonb,
  skus jsonb -- of its lines, in order, for the journal file
);

create type hrt.order_result as (
  key uuid, outcome text, order_id bigint, number text, secret text, total bigint, expires_at timestamptz, problems jsonb
);

drop type if exists hrt.payment_result, hrt.outcome_result, hrt.ticket_row, hrt.cart_result, hrt.quote_row cascade;

create type hrt.outcome_result as (outcome text, problems jsonb, order_id bigint, number text, amount bigint);

create type hrt.payment_result as (
  outcome text, problems jsonb, order_id bigint, number text, total bigint, change bigint, payment_id bigint
);

-- One row per line of a ticket, the ticket's sums on each; an empty ticket is one row without a line.
create type hrt.ticket_row as (
  outcome text, problems jsonb, ticket_id uuid, state text, line_no bigint, variant_id bigint, product_id bigint, sku text,
  product_name text, variant_name text, quantity bigint, unit_price bigint, line_total bigint, available bigint,
  subtotal bigint, tax bigint, tax_base bigint, tax_included boolean, rounding bigint, total bigint
);

create type hrt.cart_result as (outcome text, problems jsonb, pieces bigint, lines bigint);

-- One row per line of a cart, the sums on each; problem is null, 'out_of_stock' or 'inactive_variant'.
create type hrt.quote_row as (
  line_no bigint, variant_id bigint, product_id bigint, slug text, sku text, product_name text, variant_name text,
  image_hash text, quantity bigint, unit_price bigint, line_total bigint, available bigint, problem text,
  pieces bigint, subtotal bigint, shipping bigint, tax bigint, tax_included boolean, total bigint
);

drop type if exists hrt.stock_result, hrt.shift_result cascade;

create type hrt.stock_result as (outcome text, problems jsonb, movement_id bigint, on_hand bigint, available bigint);

create type hrt.shift_result as (
  outcome text, problems jsonb, shift_id bigint, opening_float bigint, expected_cash bigint, counted_cash bigint,
  difference bigint, opened_at timestamptz, closed_at timestamptz
);

-- Why: what was paid, by which means, and what providers told us, each exactly once.
-- Lock impact: none, new tables.
-- Verify: hurtrock-admin check (payments against order status)

create table hrt.payment (
  id           bigint generated always as identity primary key,
  key          uuid not null constraint payment_key_key unique,
  order_id     bigint not null,
  method       text not null constraint payment_method_ck check (method in ('cash', 'bank_transfer', 'pay_at_pickup')),
  provider     text not null default 'shop', -- room for stripe, midtrans
  provider_ref text not null default '',
  kind         text not null default 'payment' constraint payment_kind_ck check (kind in ('payment', 'refund')),
  amount       bigint not null constraint payment_amount_ck check (amount >= 0),
  tendered     bigint not null default 0, -- cash handed over
  change       bigint not null default 0,
  staff_id     bigint,
  settled_at   timestamptz not null default clock_timestamp(),
  constraint payment_change_ck check (method <> 'cash' or kind = 'refund' or (tendered >= amount and change = tendered - amount))
);
create index payment_order_idx on hrt.payment (order_id);

create table hrt.payment_event (
  id                bigint generated always as identity primary key,
  provider          text not null,
  provider_event_id text not null,
  body              jsonb not null,
  received_at       timestamptz not null default clock_timestamp(),
  applied_at        timestamptz,
  constraint payment_event_provider_key unique (provider, provider_event_id)
);

-- Why: work to do after a commit (mails, print jobs) and a record nobody can change unseen.
-- Lock impact: none, new tables.
-- Verify: hurtrock-admin check (chain unbroken)

create table hrt.outbox (
  id         bigint generated always as identity primary key,
  topic      text not null, -- 'mail.order-placed', 'print.receipt'
  payload    jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  not_before timestamptz not null default clock_timestamp(),
  attempts   integer not null default 0,
  last_error text,
  done_at    timestamptz,
  failed_at  timestamptz -- given up
);
create index outbox_due_idx on hrt.outbox (not_before) where done_at is null and failed_at is null;

-- Written in the transaction of its cause, without a hash: a chain in there would make every sale wait for the last one.
-- hrt.seal_journal() chains what has been committed: hash = SHA-256 (previous hash || canonical text of the row).
create table hrt.journal (
  id       bigint generated always as identity primary key,
  at       timestamptz not null default clock_timestamp(),
  kind     text not null, -- 'sale', 'order', 'payment', 'cancel', 'price', 'stock', 'drawer', 'shift', 'sign_in', 'role'
  actor    hrt.actor_kind not null,
  actor_id bigint,
  subject  text not null, -- what it is about: order number, SKU, login
  payload  jsonb not null
);
create table hrt.journal_seal (
  seq        bigint primary key,
  journal_id bigint not null constraint journal_seal_journal_key unique,
  hash       bytea not null constraint journal_seal_hash_ck check (length(hash) = 32)
);

-- Why: staff who sign in at the till, customers who sign in on the web, their sessions.
-- Lock impact: none, new tables.
-- Verify: hurtrock-admin check

create type hrt.staff_role as enum ('admin', 'staff', 'cashier');

create table hrt.staff (
  id            bigint generated always as identity primary key,
  login         text not null constraint staff_login_ck check (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name          text not null constraint staff_name_ck check (length(name) between 1 and 120),
  role          hrt.staff_role not null,
  password_hash text not null, -- Argon2id, made in the client process: the password never travels
  pin_hash      text,          -- Argon2id of a 4-8 digit PIN for the till
  active        boolean not null default true,
  language      text not null default 'id',
  created_at    timestamptz not null default now(),
  revision      bigint not null default nextval('hrt.revision_seq'),
  constraint staff_login_key unique (login)
);

create table hrt.customer (
  id            bigint generated always as identity primary key,
  email         text constraint customer_email_ck check (email = lower(email) and length(email) between 3 and 254),
  name          text not null constraint customer_name_ck check (length(name) between 1 and 120),
  phone         text not null default '',
  password_hash text,
  language      text not null default 'id',
  active        boolean not null default true,
  created_at    timestamptz not null default now(),
  anonymised_at timestamptz, -- UU PDP: people are anonymised, sales stay
  revision      bigint not null default nextval('hrt.revision_seq'),
  constraint customer_email_key unique (email)
);

-- A visitor of the web shop, signed in or not. The cookie holds 256 random bits; only their SHA-256 is stored.
create table hrt.session (
  id_hash      bytea primary key constraint session_id_hash_ck check (length(id_hash) = 32),
  csrf_token   bytea not null constraint session_csrf_ck check (length(csrf_token) = 32),
  customer_id  bigint references hrt.customer on delete cascade,
  cart_id      bigint,
  language     text not null default 'id',
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null -- absolute; idle expiry is compared with last_seen_at
);
create index session_customer_idx on hrt.session (customer_id);
create index session_expires_idx on hrt.session (expires_at);

-- Failed sign-ins, for slowing down by account and by address without locking anybody out for good.
create table hrt.sign_in_attempt (
  id         bigint generated always as identity primary key,
  account    bytea not null, -- SHA-256 of the typed account, so that the table is no list of customers
  address    inet,
  at         timestamptz not null default now()
);
create index sign_in_attempt_account_idx on hrt.sign_in_attempt (account, at);
create index sign_in_attempt_address_idx on hrt.sign_in_attempt (address, at);

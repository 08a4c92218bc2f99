-- People without their secrets.

create or replace view hrt.staff_listed as
  select s.id, s.login, s.name, s.role, s.pin_hash is not null as has_pin, s.active, s.language, s.created_at, s.revision
  from hrt.staff s;

create or replace view hrt.customer_listed as
  select c.id, c.email, c.name, c.phone, c.language, c.active, c.created_at, c.anonymised_at, c.revision from hrt.customer c;

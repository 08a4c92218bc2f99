-- Why: a service is named in each language of the shop's pages, and an order keeps both names, as whoever placed it may read
-- it in either. And a shop that was begun empty could sell nothing on the web: it had no service at all; picking up is there
-- from the start.
-- Lock impact: adds columns with a constant default (nothing is rewritten) and writes the orders that were picked up: they
-- cannot be changed meanwhile, a second for a hundred thousand.
-- Verify: select code, name, name_en from hrt.shipping_service shows pick-up in both languages.

alter table hrt.shipping_service add column name_en text not null default ''; -- empty: the same as name, as couriers' are
alter table hrt.sales_order add column shipping_name_en text not null default ''; -- empty: the same as shipping_name

update hrt.shipping_service set name_en = 'Pick up at the shop' where is_pickup and name = 'Ambil di toko';
update hrt.sales_order o set shipping_name_en = s.name_en
  from hrt.shipping_service s
 where s.id = o.shipping_service_id and s.is_pickup and s.name_en <> '' and o.shipping_name = s.name;

insert into hrt.shipping_service (code, courier, name, name_en, is_pickup, min_days, max_days)
  select 'pickup', 'Toko', 'Ambil di toko', 'Pick up at the shop', true, 0, 2
   where not exists (select from hrt.shipping_service);

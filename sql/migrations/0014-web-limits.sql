-- Why: a web order takes its goods at once and is paid later, by whoever it is. How many pieces one may hold is the owner's to
-- say, or a few orders of a stranger empty the shop for a day.
-- Lock impact: one row is written.
-- Verify: select web_order_pieces from hrt.shop_profile gives 50.

alter table hrt.shop_profile
  add column web_order_pieces integer not null default 50
    constraint shop_profile_web_order_pieces_ck check (web_order_pieces between 1 and 9999);

-- why: whether there is somebody who may run the shop
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-shop.c
select exists (select from hrt.staff_listed where role = 'admin' and active) as complete

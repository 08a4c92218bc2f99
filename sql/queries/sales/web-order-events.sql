-- why: the history of an order by the secret of its link
-- params: secret text
-- returns: many HrtOrderEvent
-- errors: none
-- used by: hrt-sales-order.c
select axis, to_state, at from hrt.order_history_by_secret($1)

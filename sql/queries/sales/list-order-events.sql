-- why: the history of an order
-- params: order_id int8
-- returns: many HrtOrderEvent
-- errors: none
-- used by: hrt-sales-order.c
select e.id, e.order_id, e.axis, e.from_state, e.to_state, e.actor::text as actor, e.actor_id, e.reason, e.at,
       case e.actor when 'staff' then t.name end as actor_name
  from hrt.order_event e left join hrt.staff_listed t on e.actor = 'staff' and t.id = e.actor_id
 where e.order_id = $1 order by e.id

-- hrt.changed_since(): what a lost hint would have told: which rows are newer than a revision and a movement of stock.
--
-- p_revision, p_movement: what a look some while ago was told as 'now'; null for the first look.
-- Returns channel, id, mark; the mark of a row differs after every change, so that who remembers the last look's rows sees
-- which are new. Two rows come always: 'now' (id = the revision, mark = the movement handed out last) and 'running' (id = the
-- oldest transaction still running, mark = the one to come). A number is handed out before its row is committed, so it is no
-- use to ask for what is newer than the last one seen: ask for what is newer than a 'now' whose transactions have all ended.
-- p_most: rows at most; as many as that: read everything again. Orders are not the web's to know. No lock, index ranges only.
create or replace function hrt.changed_since(p_revision bigint, p_movement bigint, p_most bigint)
  returns table (channel text, id bigint, mark bigint)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
declare
  v_now bigint[] := (select array[r.last_value - (not r.is_called)::int, m.last_value - (not m.is_called)::int]
    from revision_seq r, stock_movement_id_seq m);
  -- The first look goes back a little, for what was handed out but is not committed yet; none goes back so far that the web
  -- could learn from it what the shop has sold.
  v_revision bigint := greatest(coalesce(p_revision, v_now[1] - 500), v_now[1] - 20000);
  v_movement bigint := greatest(coalesce(p_movement, v_now[2] - 500), v_now[2] - 20000);
  v_running pg_snapshot := pg_current_snapshot();
begin
  return query values ('now', v_now[1], v_now[2]), ('since', v_revision, v_movement),
    ('running', pg_snapshot_xmin(v_running)::text::bigint, pg_snapshot_xmax(v_running)::text::bigint);
  return query
    select 'hrt_product', p.id, p.revision from product p where p.revision > v_revision
    union all
    select 'hrt_product', v.product_id, v.revision from variant v where v.revision > v_revision
    union all
    select 'hrt_order', o.id, o.revision from sales_order o where o.revision > v_revision and session_user <> 'hrt_web'
    union all
    -- What an order of the web holds, or holds no more.
    select 'hrt_stock', l.variant_id, -o.revision from sales_order o join order_line l on l.order_id = o.id
      where o.revision > v_revision and o.channel = 'web'
    union all
    select 'hrt_stock', m.variant_id, m.id from stock_movement m where m.id > v_movement
    union all
    select 'hrt_shop', 1, s.revision from shop_profile s
    limit p_most;
end $$;

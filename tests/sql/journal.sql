-- The chain of the journal. -- leaves faults
select from t.sell(t.sale(1, '[[1, 1]]'), t.sale(2, '[[1, 1]]'), t.sale(3, '[[1, 1]]'));
select is(hrt.seal_journal(), 4::bigint, 'the shift and three sales are sealed');
select is(hrt.seal_journal(), 0::bigint, 'once');
select is_empty('select * from hrt.verify_journal()', 'the chain holds');
select is((select seq from hrt.journal_head()), 4::bigint, 'its head');
insert into hrt.journal (id, kind, actor, subject, payload) overriding system value values (100, 'test', 'system', 'later', '{}');
select is(hrt.seal_journal(), 1::bigint, 'a row with a high number');
insert into hrt.journal (id, kind, actor, subject, payload) overriding system value values (50, 'test', 'system', 'committed late', '{}');
select is(hrt.seal_journal(), 1::bigint, 'a lower one that commits later is not lost');
insert into hrt.journal (id, kind, actor, subject, payload) overriding system value values (20, 'test', 'system', 'very late', '{}');
select is(hrt.seal_journal(10000, 10), 0::bigint, 'out of the window');
select is(hrt.seal_journal(10000, null), 1::bigint, 'found by a full look');
select is_empty('select * from hrt.verify_journal()', 'the chain holds');
select is_empty('select * from hrt.check_invariants()', 'healthy');
set time zone 'Asia/Tokyo';
set datestyle = 'German';
select is_empty('select * from hrt.verify_journal()', 'in any time zone');

-- What is found after a change that is taken back.
create function t.found(p_change text, p_from bigint default 0) returns text language plpgsql as $$
declare
  v_found text;
begin
  begin
    execute p_change;
    v_found := (select string_agg(v.seq || ': ' || v.fault, '; ') from hrt.verify_journal(p_from) v);
    raise exception using errcode = 'HR999';
  exception when sqlstate 'HR999' then
    return v_found;
  end;
end $$;
select is(t.found($$update hrt.journal set payload = payload || '{"total": 1}' where id = 2$$), '2: this row, or the chain before it, was changed', 'a changed row is found');
select is(t.found('delete from hrt.journal where id = 3'), '3: the sealed row is gone', 'a removed row');
select is(t.found('delete from hrt.journal_seal where seq = 2'), '3: seals before this one are missing', 'a removed seal');
select is(t.found($$update hrt.journal set at = at + interval '1 microsecond' where id = 1$$), '1: this row, or the chain before it, was changed', 'a microsecond');
select is(t.found($$update hrt.journal_seal set hash = sha256('x') where seq = 4$$), '4: this row, or the chain before it, was changed', 'a changed seal');
select is(t.found($$update hrt.journal set at = at + interval '1 microsecond' where id = 1$$, 4), null, 'behind a known good seal nothing is looked at again');

-- The sequence of the numbers was set back: a damaged log, a restored dump. What is sold next gets no number that is printed.
select is(setval('hrt.order_number_seq', 3), 3::bigint, 'set back');
create function t.lost(n bigint, p_number text, p_more jsonb default '{}') returns jsonb language sql stable as $$
  select t.sale(n, '[[2, 1]]', jsonb_build_object('number', p_number, 'placed_at', clock_timestamp()) || p_more) $$;
select results_eq($$select outcome, number from hrt.replay_sales(jsonb_build_array(t.lost(10, 'HRT-261130-00004'), t.lost(11, 'HRT-261130-00006'),
    t.lost(12, 'HRT-261130-00009', '{"till_id": 77}')))$$,
  $$values ('sold', 'HRT-261130-00004'), ('sold', 'HRT-261130-00006'), ('refused', null)$$, 'lost sales come back, one cannot');
select results_eq($$select outcome, substring(number from '[0-9]+$') from t.sell(t.sale(13, '[[2, 1]]'), t.sale(14, '[[2, 1]]'))$$,
  $$values ('sold', '00010'), ('sold', '00011')$$, 'the till goes on behind all of them, also behind the refused one');
select is((select substring(number from '[0-9]+$') from t.place(t.order(15, '[[2, 1]]'))), '00012', 'and so does the web');
select from hrt.replay_sales(jsonb_build_array(t.lost(16, 'HRT-261130-00005')));
select is((select last_value from hrt.order_number_seq), 12::bigint, 'a lower number sets nothing back');
select is(setval('hrt.order_number_seq', 1, false), 1::bigint, 'set back to the beginning');
select from hrt.replay_sales(jsonb_build_array(t.lost(17, 'HRT-261129-00001')));
select is(nextval('hrt.order_number_seq'), 2::bigint, 'a sequence that nobody has used yet');
select from hrt.replay_sales(jsonb_build_array(t.lost(18, 'T-7'), t.lost(19, 'HRT-261129-99999999999999999999')));
select cmp_ok((select last_value from hrt.order_number_seq), '<', 10::bigint, 'numbers that are none of ours move nothing');

-- A newer sale has the number.
select from hrt.replay_sales(jsonb_build_array(t.lost(30, 'HRT-261130-00030')));
create table t.taken as select * from hrt.replay_sales(jsonb_build_array(t.lost(31, 'HRT-261130-00031'),
  t.lost(32, 'HRT-261130-00030', '{"note": "gift"}'), t.lost(33, 'HRT-261130-00031'), t.lost(34, 'HRT-261130-00032')), array['HRT-261130-00035']);
select results_eq($$select outcome, right(number, 5) from t.taken$$, $$values ('sold', '00031'), ('sold', '00036'), ('sold', '00037'), ('sold', '00032')$$,
  'it gets another number, as does the second of two in a call, and the neighbours keep theirs');
select results_eq($$select note from hrt.sales_order where key in (t.key(32), t.key(33)) order by id$$,
  $$values (E'Nomor di struk: HRT-261130-00030\ngift'), ('Nomor di struk: HRT-261130-00031')$$, 'the printed one is in the note');
select is((select outcome from hrt.replay_sales(jsonb_build_array(t.lost(32, 'HRT-261130-00030')))), 'already_sold', 'and it is back once');

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

-- Deleting a row looks for those that refer to it: without an index that begins with what refers, all of the table is read for
-- every row that is deleted.
create view t.acting_key as
  select k.conrelid::regclass::text as relation, k.conname::text as key, k.conrelid, k.conkey
  from pg_constraint k
  where k.contype = 'f' and k.connamespace = 'hrt'::regnamespace and k.confdeltype in ('c', 'n', 'd');
select ok(count(*) >= 7, 'there are references that act when a row is deleted') from t.acting_key;
-- A partial index serves when it leaves out the rows without a reference and nothing else.
select is_empty($$
  select f.relation, f.key from t.acting_key f
  where not exists (select from pg_index i
    where i.indrelid = f.conrelid and i.indisvalid
      and (i.indkey::smallint[])[0 : cardinality(f.conkey) - 1] @> f.conkey
      and coalesce(pg_get_expr(i.indpred, i.indrelid), '') in ('', (select format('(%I IS NOT NULL)', a.attname)
        from pg_attribute a where a.attrelid = f.conrelid and a.attnum = f.conkey[1])))$$, 'each of them has an index');

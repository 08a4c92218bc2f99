-- The journal's chain. Rows are written unsealed by every sale at once; what has been committed is chained afterwards, in the
-- order of sealing. hash = SHA-256 (hash before || canonical text of the row); before the first stands 32 times zero.

create or replace function hrt.journal_text(p_row hrt.journal) returns bytea
language sql stable as $$
  select convert_to(jsonb_build_array((p_row).id, (extract(epoch from (p_row).at) * 1000000)::bigint, (p_row).kind, (p_row).actor,
    (p_row).actor_id, (p_row).subject, (p_row).payload)::text, 'UTF8')
$$;

-- hrt.seal_journal(): chains what is not sealed yet, at most p_limit rows; returns how many. A row may commit later than one
-- with a higher number, so the last p_window numbers are looked through each time; null looks through all (at start, nightly).
-- Locks: an advisory lock of its own; no row anybody waits for.
create or replace function hrt.seal_journal(p_limit integer default 10000, p_window bigint default 20000) returns bigint
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_row hrt.journal;
  v_hash bytea;
  v_seq bigint;
  v_sealed bigint := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('journal seal', 0));
  select seq, hash into v_seq, v_hash from journal_seal order by seq desc limit 1;
  v_seq := coalesce(v_seq, 0);
  v_hash := coalesce(v_hash, decode(repeat('00', 32), 'hex'));
  for v_row in
    select j.* from journal j
    where j.id > coalesce((select max(journal_id) from journal_seal) - p_window, 0)
      and not exists (select from journal_seal s where s.journal_id = j.id)
    order by j.id limit p_limit
  loop
    v_seq := v_seq + 1;
    v_hash := sha256(v_hash || hrt.journal_text(v_row));
    insert into journal_seal (seq, journal_id, hash) values (v_seq, v_row.id, v_hash);
    v_sealed := v_sealed + 1;
  end loop;
  return v_sealed;
end $$;

-- hrt.verify_journal(): works the chain out again. Returns a row for the first seal that is wrong (all later ones follow from
-- it), for a gap in the seals, and for a seal without its row. p_from: seal to start behind, e.g. one noted elsewhere.
create or replace function hrt.verify_journal(p_from bigint default 0)
returns table (seq bigint, journal_id bigint, fault text)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
#variable_conflict use_column
declare
  v_hash bytea := coalesce((select hash from journal_seal where seq = p_from), decode(repeat('00', 32), 'hex'));
  v_seq bigint := p_from;
  s record;
begin
  for s in
    select k.seq, k.journal_id, k.hash, j.id is null as is_lost, case when j.id is not null then hrt.journal_text(j) end as body
    from journal_seal k left join journal j on j.id = k.journal_id where k.seq > p_from order by k.seq
  loop
    if s.seq <> v_seq + 1 then
      return query select s.seq, s.journal_id, 'seals before this one are missing';
      return;
    elsif s.is_lost then
      return query select s.seq, s.journal_id, 'the sealed row is gone';
      return;
    end if;
    v_hash := sha256(v_hash || s.body);
    if v_hash <> s.hash then
      return query select s.seq, s.journal_id, 'this row, or the chain before it, was changed';
      return;
    end if;
    v_seq := s.seq;
  end loop;
end $$;

-- hrt.journal_head(): number and hash of the last seal, to be noted outside the database.
create or replace function hrt.journal_head() returns table (seq bigint, hash bytea)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query select k.seq, k.hash from journal_seal k order by k.seq desc limit 1;
end $$;

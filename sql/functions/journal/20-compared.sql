-- hrt.note_compared_journals(): journal files of which this database has every sale, with their sizes and the hash of their last
-- record. A later note of a file replaces the one before. Locks: the rows of the files.
create or replace function hrt.note_compared_journals(p_names text[], p_sizes bigint[], p_heads text[]) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  insert into compared_journal (name, size, head) select * from unnest(p_names, p_sizes, p_heads)
    on conflict (name) do update set size = excluded.size, head = excluded.head;
end $$;

-- Why: before the shop opens, every sale of every journal file was read and asked for; after some years that is what a start
-- waits for. A file whose sales were all found here, and whose last one is a week old, need not be read again while it is as long
-- as it was. Remembered here and not beside the files: a database that has lost its newest commits, was restored from a
-- backup or is another one has forgotten it too, and everything since is compared again.
-- Lock impact: none, a new table.
-- Verify: select * from hrt.compared_journal after two starts names the files of the months before.

create table hrt.compared_journal (
  name text primary key, -- '2026-03-01.journal'
  size bigint not null constraint compared_journal_size_ck check (size > 0),
  head text not null constraint compared_journal_head_ck check (head ~ '^[0-9a-f]{64}$') -- hash of its last record
);

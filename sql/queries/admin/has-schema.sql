-- why: a backup is restored into an empty database only
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-admin-restore.c
select to_regnamespace('hrt') is not null as has_schema

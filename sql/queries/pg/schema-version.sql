-- why: which migration the database is at, so that a program never works on a schema it does not know
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-pg-migrator.c
select coalesce(max(version), 0)::int8 as version from hrt.schema_migration

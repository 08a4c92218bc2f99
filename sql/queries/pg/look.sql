-- why: what changed lately, for the listener whose hints may be lost; every few seconds
-- params: revision int8, movement int8, most int8
-- returns: many
-- errors: none
-- used by: hrt-pg-lookout.c
select channel, id, mark from hrt.changed_since($1, $2, $3)

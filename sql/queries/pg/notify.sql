-- why: tells the other processes which rows changed, after our commit; several channels in one round trip
-- params: channels text[], payloads text[]
-- returns: none
-- errors: none
-- used by: hrt-pg-listener.c
select pg_notify(hint.channel, hint.payload)::text from unnest($1, $2) as hint (channel, payload)

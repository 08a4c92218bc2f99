-- why: what serves the internet is never logged in as more than the role it was made for
-- params: role text
-- returns: one
-- errors: none
-- used by: hrt-pg-connect.c
select session_user::text as login,
       session_user = $1 and current_user = $1
         and not exists (select from pg_roles r where pg_has_role(session_user, r.oid, 'member')
                           and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
                                or r.rolname in ('hrt_owner', 'hrt_staff') or r.rolname like 'pg\_%'))
         and not coalesce(has_any_column_privilege(to_regclass('hrt.staff'), 'select'), false) as is_plain

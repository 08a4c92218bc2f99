/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A password goes into a connection string of either form, whatever letters it has; a login has a
 * name that does not tell it.
 */

#include <libpq-fe.h>
#include <string.h>

#include "model/pg/hrt-pg-login.h"

typedef struct
{
  const char *conninfo;
  const char *name;
} Row;

static const Row rows[] = {
  { "host=db user=hrt_staff dbname=hurtrock", "hrt_staff@db/hurtrock" },
  { "host=db port=5433 user=hrt_staff dbname=hurtrock password=old", "hrt_staff@db:5433/hurtrock" },
  { "postgresql://hrt_staff:old@db:5433/hurtrock", "hrt_staff@db:5433/hurtrock" },
  { "hostaddr=192.168.1.5 user='it''s'", NULL }, /* a quote is written \' */
  { "hostaddr=192.168.1.5 user='it\\'s'", "it's@192.168.1.5" },
  { "user=hrt_web", "hrt_web@localhost" },
};

static const char *const passwords[] = {
  "tulip", "two words", "it's", "back\\slash", "'\\'", "", "gitar 🎸 'q' \\ \"z\"",
};

static const char *
find (PQconninfoOption *options, const char *keyword)
{
  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (strcmp (option->keyword, keyword) == 0)
      return option->val;
  return NULL;
}

static void
check_same (const char *conninfo, const char *password)
{
  g_autofree char *with = hrt_pg_login_dup_conninfo (conninfo, password);
  PQconninfoOption *before = PQconninfoParse (conninfo, NULL);
  PQconninfoOption *after = PQconninfoParse (with, NULL);

  if (before == NULL || after == NULL)
    g_error ("libpq does not understand: %s", with);
  for (PQconninfoOption *option = after; option->keyword != NULL; option++)
    if (strcmp (option->keyword, "password") == 0)
      g_assert_cmpstr (option->val, ==, password);
    else
      g_assert_cmpstr (option->val, ==, find (before, option->keyword));
  PQconninfoFree (before);
  PQconninfoFree (after);
}

static void
test_password (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; rows[i].name != NULL && j < G_N_ELEMENTS (passwords); j++)
      check_same (rows[i].conninfo, passwords[j]);
}

static void
test_name (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = hrt_pg_login_dup_name (rows[i].conninfo);

      g_assert_cmpstr (name, ==, rows[i].name != NULL ? rows[i].name : "");
    }
}

/* What libpq does not understand it says itself, when it is used. */
static void
test_broken (void)
{
  const char *broken = "host=db user='open";
  g_autofree char *with = hrt_pg_login_dup_conninfo (broken, "tulip");

  g_assert_cmpstr (with, ==, broken);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pg-login/password", test_password);
  g_test_add_func ("/pg-login/name", test_name);
  g_test_add_func ("/pg-login/broken", test_broken);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Makes the roles and one migrated database on a test server: hrt-test-migrate SUPERUSER-CONNINFO
 * DATABASE
 */

#include "config.h"

#include "model/pg/hrt-pg-migrator.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *owner_conninfo = NULL;
  HrtPgProvision what = { 0 };

  if (argc != 3)
    {
      g_printerr ("hrt-test-migrate SUPERUSER-CONNINFO DATABASE\n");
      return 2;
    }
  what.database = argv[2];
  owner_conninfo = g_strdup_printf ("%s user=%s dbname=%s", argv[1], HRT_PG_OWNER, argv[2]);
  if (!hrt_pg_migrator_provision (argv[1], &what, &error) ||
      !hrt_pg_migrator_run (owner_conninfo, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  return 0;
}

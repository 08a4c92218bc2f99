/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin migrate: the database to this program's schema.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>

#include "model/pg/hrt-pg-migrator.h"

/**
 * hrt_admin_migrate:
 * @argc: number of @argv
 * @argv: "migrate" and its options
 *
 * Returns: the exit code
 */
int
hrt_admin_migrate (int argc, char **argv)
{
  HrtAdmin admin = { 0 };
  g_autofree char *provision = NULL;
  g_autoptr (GError) error = NULL;
  guint n_applied = 0;
  const GOptionEntry entries[] = {
    { "provision", 0, 0, G_OPTION_ARG_STRING, &provision,
      N_ ("First make roles and database, connected as this superuser"), N_ ("CONNINFO") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!hrt_admin_parse (&admin, &argc, &argv, entries, NULL,
                        _ ("Brings the database to this version's schema. Safe to repeat; a "
                           "database of a newer version is refused.")))
    return hrt_admin_close (&admin, HRT_ADMIN_USAGE);
  if (provision != NULL)
    {
      const HrtPgProvision what = { .database = "hurtrock" };

      if (!hrt_pg_migrator_provision (provision, &what, &error))
        {
          hrt_admin_complain (_ ("making roles and database"), error);
          return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
        }
    }
  if (!hrt_admin_open (&admin))
    return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
  if (!hrt_pg_migrator_run (admin.owner, &n_applied, &error))
    {
      hrt_admin_complain (_ ("bringing the database up to date"), error);
      return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
    }
  g_print (ngettext ("%u migration applied\n", "%u migrations applied\n", n_applied), n_applied);
  return hrt_admin_close (&admin, HRT_ADMIN_OK);
}

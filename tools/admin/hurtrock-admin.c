/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin: the shop from the command line. Finds the verb; the rest is in its file.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "hrt-admin-serve.h"
#include "model/shop/hrt-context.h"

typedef struct
{
  const char *name;
  HrtAdminVerb run;
  const char *summary;
} Verb;

static const Verb verbs[] = {
  { "serve", hrt_admin_serve, N_ ("run the shop without a display") },
  { "migrate", hrt_admin_migrate, N_ ("bring the database to this version") },
  { "check", hrt_admin_check, N_ ("look whether money, stock and journal agree") },
  { "user", hrt_admin_user, N_ ("add staff, set a password, disable an account") },
  { "sample", hrt_admin_sample, N_ ("fill an empty shop with sample goods") },
  { "import", hrt_admin_import, N_ ("take products over from a CSV file") },
  { "export", hrt_admin_export, N_ ("write the products as a CSV file") },
  { "backup", hrt_admin_backup, N_ ("write the whole shop into a folder") },
  { "restore", hrt_admin_restore, N_ ("make a new shop from a backup") },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: hurtrock-admin VERB [--help] [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %-9s %s\n", verbs[i].name, _ (verbs[i].summary));
  g_print ("\n%s\n", _ ("Exit codes: 0 done, 1 it failed or something is wrong, 2 wrong "
                        "arguments."));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (HRT_GETTEXT_PACKAGE, HRT_LOCALEDIR);
  bind_textdomain_codeset (HRT_GETTEXT_PACKAGE, "UTF-8");
  textdomain (HRT_GETTEXT_PACKAGE);

  if (argc < 2 || strcmp (argv[1], "help") == 0 || strcmp (argv[1], "--help") == 0 ||
      strcmp (argv[1], "-h") == 0)
    {
      print_help ();
      return argc < 2 ? HRT_ADMIN_USAGE : HRT_ADMIN_OK;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("hurtrock-admin %s\n", HRT_VERSION);
      return HRT_ADMIN_OK;
    }
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      {
        g_autofree char *name = g_strdup_printf ("hurtrock-admin %s", verbs[i].name);

        g_set_prgname (name);
        argv[1] = name;
        return hrt_context_leave (verbs[i].run (argc - 1, argv + 1));
      }
  return hrt_admin_usage (_ ("there is no verb “%s”; see hurtrock-admin --help"), argv[1]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Finds the PostgreSQL programs that fit the data folder, and our supervisor beside them.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"
#include "model/base/hrt-executable.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OLDEST_MAJOR 15 /* NULLS NOT DISTINCT, security_invoker views: the floor of the schema */

static int
read_major_of_cluster (HrtPgClusterSite *site)
{
  g_autofree char *path = g_build_filename (site->cluster_dir, "PG_VERSION", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  return (int) g_ascii_strtoll (text, NULL, 10);
}

static char *
dup_program (const char *dir, const char *name)
{
  g_autofree char *file = g_strconcat (name, hrt_executable_suffix, NULL);

  return g_build_filename (dir, file, NULL);
}

/* The major version of the programs in @dir, 0 when there are none that run. */
static int
ask_major (const char *dir)
{
  g_autofree char *postgres = dup_program (dir, "postgres");
  g_autofree char *initdb = dup_program (dir, "initdb");

  if (!g_file_test (postgres, G_FILE_TEST_IS_EXECUTABLE) ||
      !g_file_test (initdb, G_FILE_TEST_IS_EXECUTABLE))
    return 0;
  return _hrt_pg_cluster_os_ask_major (postgres);
}

static GPtrArray *
list_candidates (void)
{
  GPtrArray *dirs = g_ptr_array_new_with_free_func (g_free);
  const char *named = g_getenv ("HRT_PG_BINDIR");
  g_autofree char *here = NULL;
  g_autofree char *on_path = NULL;

  if (named != NULL && *named != '\0')
    {
      /* Named on purpose: anything else would be a surprise. */
      g_ptr_array_add (dirs, g_strdup (named));
      return dirs;
    }
  here = hrt_executable_dup_dir ();
  g_ptr_array_add (dirs, g_strdup (here));
  g_ptr_array_add (dirs, g_build_filename (here, "..", "lib", "postgresql", "bin", NULL));
  g_ptr_array_add (dirs, g_build_filename (here, "postgresql", "bin", NULL));
  _hrt_pg_cluster_os_add_binaries (dirs);
  on_path = g_find_program_in_path ("postgres");
  if (on_path != NULL)
    g_ptr_array_add (dirs, g_path_get_dirname (on_path));
  return dirs;
}

static void
set_wrong_version (GError **error, int wanted, int newest)
{
  if (newest == 0)
    g_set_error_literal (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_MISSING,
                         _ ("The database program PostgreSQL is not installed. Install it (on "
                            "Debian and Ubuntu: the package “postgresql”) and start again."));
  else if (wanted > newest)
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_NEWER,
                 _ ("The shop's data was made with PostgreSQL %d, and this computer only has "
                    "version %d. Install PostgreSQL %d, or restore a backup into a new folder."),
                 wanted, newest, wanted);
  else if (wanted > 0)
    g_set_error (
        error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_MISSING,
        _ ("The shop's data needs PostgreSQL %d, and this computer has version %d. Install "
           "PostgreSQL %d (both can stand side by side), or restore a backup into a new "
           "folder."),
        wanted, newest, wanted);
  else
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_MISSING,
                 _ ("Hurtrock needs PostgreSQL %d or newer; this computer has version %d."),
                 OLDEST_MAJOR, newest);
}

static gboolean
find_server (HrtPgClusterSite *site, GError **error)
{
  g_autoptr (GPtrArray) dirs = list_candidates ();
  int wanted = read_major_of_cluster (site);
  int newest = 0;

  for (guint i = 0; i < dirs->len; i++)
    {
      const char *dir = g_ptr_array_index (dirs, i);
      int major = ask_major (dir);

      newest = MAX (newest, major);
      if (wanted > 0 ? major != wanted : major < OLDEST_MAJOR || major <= site->major)
        continue;
      g_free (site->bin_dir);
      site->bin_dir = g_strdup (dir);
      site->major = major;
      if (wanted > 0)
        return TRUE;
    }
  if (site->bin_dir != NULL)
    return TRUE;
  set_wrong_version (error, wanted, newest);
  return FALSE;
}

static gboolean
find_supervisor (HrtPgClusterSite *site, GError **error)
{
  /* Installed, beside the program, and in the three depths of the build tree. */
  const char *const places[] = { ".",           "../libexec/hurtrock", "../libexec",
                                 "../model/pg", "../../model/pg",      "../../../model/pg" };
  g_autofree char *here = hrt_executable_dup_dir ();
  const char *named = g_getenv ("HRT_LIBEXECDIR");

  for (int i = named != NULL ? -1 : 0; i < (int) G_N_ELEMENTS (places); i++)
    {
      g_autofree char *dir = g_build_filename (i < 0 ? named : here, i < 0 ? "." : places[i], NULL);
      g_autofree char *path = dup_program (dir, "hurtrock-pg-supervisor");

      if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        continue;
      site->supervisor = g_canonicalize_filename (path, NULL);
      return TRUE;
    }
  g_set_error_literal (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_MISSING,
                       _ ("A part of Hurtrock is missing: hurtrock-pg-supervisor. Install Hurtrock "
                          "again."));
  return FALSE;
}

gboolean
_hrt_pg_cluster_find_binaries (HrtPgClusterSite *site, GError **error)
{
  g_clear_pointer (&site->bin_dir, g_free);
  g_clear_pointer (&site->supervisor, g_free);
  site->major = 0;
  return find_server (site, error) && find_supervisor (site, error);
}

char *
_hrt_pg_cluster_dup_program (HrtPgClusterSite *site, const char *name)
{
  return dup_program (site->bin_dir, name);
}

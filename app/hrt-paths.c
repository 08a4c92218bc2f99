/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where this program's files are, found from the executable: installed, in the build tree, or moved
 * anywhere.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-paths.h"

#include <string.h>

#include "model/base/hrt-executable.h"

/* The first of @candidates (relative to the executable) in which @witness lies, or NULL. */
static char *
find_beside_executable (const char *const *candidates, const char *witness)
{
  g_autofree char *exe_dir = hrt_executable_dup_dir ();

  for (guint i = 0; candidates[i] != NULL; i++)
    {
      g_autofree char *dir = g_build_filename (exe_dir, candidates[i], NULL);
      g_autofree char *file = g_build_filename (dir, witness, NULL);

      if (g_file_test (file, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&dir);
    }
  return NULL;
}

/**
 * hrt_paths_dup_locale_dir:
 *
 * Returns: (transfer full): the folder that holds id/LC_MESSAGES/hurtrock.mo
 */
char *
hrt_paths_dup_locale_dir (void)
{
  const char *const candidates[] = { "../po", "../share/locale", NULL };
  char *found = find_beside_executable (candidates, "id/LC_MESSAGES/hurtrock.mo");

  return found != NULL ? found : g_strdup (HRT_LOCALEDIR);
}

/**
 * hrt_paths_dup_schema_dir:
 *
 * Returns: (transfer full) (nullable): the folder with the compiled settings schema when it is not
 * one of the system's own
 */
char *
hrt_paths_dup_schema_dir (void)
{
  const char *const candidates[] = { "../data", "../share/glib-2.0/schemas", NULL };

  return find_beside_executable (candidates, "gschemas.compiled");
}

/**
 * hrt_paths_dup_program:
 * @name: "hurtrock-shop-server" or "hurtrock-admin"
 *
 * Returns: (transfer full) (nullable): the full path of a sister program
 */
char *
hrt_paths_dup_program (const char *name)
{
  const char *const candidates[] = { ".", "../shop-server", "../tools", "../admin", NULL };
  g_autofree char *file = g_strconcat (name, hrt_executable_suffix, NULL);
  g_autofree char *dir = find_beside_executable (candidates, file);

  return dir != NULL ? g_build_filename (dir, file, NULL) : g_find_program_in_path (file);
}

/**
 * hrt_paths_dup_data_dir:
 * @given: (nullable): what the user named on the command line
 *
 * Returns: (transfer full): the folder of the database, pictures and journal, absolute
 */
char *
hrt_paths_dup_data_dir (const char *given)
{
  if (given != NULL)
    return g_canonicalize_filename (given, NULL);
  return g_build_filename (g_get_user_data_dir (), "hurtrock", NULL);
}

/**
 * hrt_paths_dup_shown:
 * @path: (nullable): a folder or a file, maybe one that the user picked outside a sandbox
 *
 * In a sandbox what was picked lies below RUNTIME/doc/NUMBER, which says nothing to anybody. The
 * person's own folder is "~", as everywhere on a desktop with such paths.
 *
 * Returns: (transfer full) (nullable): how to show it to people
 */
char *
hrt_paths_dup_shown (const char *path)
{
  g_autofree char *granted =
      g_strconcat (g_get_user_runtime_dir (), G_DIR_SEPARATOR_S "doc" G_DIR_SEPARATOR_S, NULL);
  const char *home = g_get_home_dir ();
  const char *picked = NULL;

  if (path != NULL && g_str_has_prefix (path, granted))
    picked = strchr (path + strlen (granted), G_DIR_SEPARATOR);
  if (picked != NULL && picked[1] != '\0')
    return g_strdup (picked + 1);
  if (G_DIR_SEPARATOR == '/' && path != NULL && g_str_has_prefix (path, home) &&
      path[strlen (home)] == '/')
    return g_strconcat ("~", path + strlen (home), NULL);
  return g_strdup (path);
}

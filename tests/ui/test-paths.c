/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * How folders are shown to people.
 */

#include "config.h"

#include <glib.h>

#include "app/hrt-paths.h"

typedef struct
{
  const char *name;
  const char *path; /* "RUNTIME" stands for the runtime folder */
  const char *shown;
} ShownCase;

static const ShownCase shown_cases[] = {
  { "plain", "/media/Cadangan", "/media/Cadangan" },
  { "picked", "RUNTIME/doc/6b4e12/Cadangan Toko", "Cadangan Toko" },
  { "below", "RUNTIME/doc/6b4e12/Struk/2026", "Struk/2026" },
  { "grant", "RUNTIME/doc/6b4e12", "RUNTIME/doc/6b4e12" },
  { "empty", "RUNTIME/doc/6b4e12/", "RUNTIME/doc/6b4e12/" },
  { "other", "RUNTIME/document/6b4e12/a", "RUNTIME/document/6b4e12/a" },
  { "home", "/people/sari/Hurtrock/HRT-261130-00001.pdf", "~/Hurtrock/HRT-261130-00001.pdf" },
  { "home-itself", "/people/sari", "/people/sari" },
  { "neighbour", "/people/sarina/Hurtrock", "/people/sarina/Hurtrock" },
  { "nothing", NULL, NULL },
};

static char *
dup_in_runtime (const char *text)
{
  if (text != NULL && g_str_has_prefix (text, "RUNTIME"))
    return g_strconcat (g_get_user_runtime_dir (), text + strlen ("RUNTIME"), NULL);
  return g_strdup (text);
}

static void
test_shown (gconstpointer data)
{
  const ShownCase *row = data;
  g_autofree char *path = dup_in_runtime (row->path);
  g_autofree char *wanted = dup_in_runtime (row->shown);
  g_autofree char *shown = hrt_paths_dup_shown (path);

  g_assert_cmpstr (shown, ==, wanted);
}

int
main (int argc, char *argv[])
{
  g_setenv ("HOME", "/people/sari", TRUE);
  g_setenv ("XDG_RUNTIME_DIR", "/run/user/1000", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shown_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/paths/shown/%s", shown_cases[i].name);

      g_test_add_data_func (path, &shown_cases[i], test_shown);
    }
  return g_test_run ();
}

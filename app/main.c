/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock: the till and back office. Sets up what must be right before GTK starts.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include <gio/gio.h>

#include "hrt-application.h"
#include "hrt-language.h"
#include "hrt-paths.h"
#include "hrt-renderer.h"
#include "model/shop/hrt-context.h"

static void
find_schemas (void)
{
  g_autofree char *schema_dir = hrt_paths_dup_schema_dir ();

  if (schema_dir != NULL && g_getenv ("GSETTINGS_SCHEMA_DIR") == NULL)
    g_setenv ("GSETTINGS_SCHEMA_DIR", schema_dir, TRUE);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *language = NULL;
  g_autoptr (HrtApplication) app = NULL;

  hrt_renderer_choose ();
  find_schemas ();
  settings = g_settings_new (HRT_APP_ID);
  language = g_settings_get_string (settings, "language");
  hrt_language_init (language);
  g_set_application_name ("Hurtrock");
  app = hrt_application_new (settings);
  return hrt_context_leave (g_application_run (G_APPLICATION (app), argc, argv));
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The language of the windows, which can change while the program runs.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-language.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "hrt-paths.h"

/* gettext ignores LANGUAGE in the locale "C" only, so that any UTF-8 locale will do: a shop need
 * not have id_ID generated to be run in Indonesian. */
static void
leave_c_locale (void)
{
  const char *messages;

  setlocale (LC_ALL, "");
  messages = setlocale (LC_MESSAGES, NULL);
  if (messages == NULL || g_str_equal (messages, "C") || g_str_equal (messages, "POSIX"))
    {
      if (setlocale (LC_ALL, "C.UTF-8") == NULL)
        setlocale (LC_MESSAGES, "en_US.UTF-8");
    }
}

/**
 * hrt_language_init:
 * @preferred: (nullable): "id", "en" or empty for the desktop's own
 *
 * Call once, before the first window.
 */
void
hrt_language_init (const char *preferred)
{
  g_autofree char *locale_dir = hrt_paths_dup_locale_dir ();

  leave_c_locale ();
  if (preferred != NULL && preferred[0] != '\0')
    g_setenv ("LANGUAGE", preferred, TRUE);
  bindtextdomain (HRT_GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (HRT_GETTEXT_PACKAGE, "UTF-8");
  textdomain (HRT_GETTEXT_PACKAGE);
}

/**
 * hrt_language_set:
 * @language: "id" or "en"
 *
 * From now on texts come in @language; windows that are open have to be built anew.
 */
void
hrt_language_set (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  /* Naming the domain again is what makes gettext forget the translations it has found before. */
  textdomain (HRT_GETTEXT_PACKAGE);
}

/**
 * hrt_language_get:
 *
 * Returns: "id" or "en", whichever the windows are in
 */
const char *
hrt_language_get (void)
{
  const char *const *names = g_get_language_names ();
  const char *first = g_getenv ("LANGUAGE");

  if (first == NULL || first[0] == '\0')
    first = names[0];
  return g_str_has_prefix (first, "id") ? "id" : "en";
}

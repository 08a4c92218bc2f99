/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the forms for an account share: a login out of a name, and what is said about a password.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-account.h"

#include <glib/gi18n.h>

#include "model/base/hrt-text.h"

#define LOGIN_PROPOSAL_CHARS  30
#define STRONG_PASSWORD_CHARS 16

/**
 * hrt_account_dup_login:
 * @name: as typed
 *
 * Returns: (transfer full): a login to propose: "Ibu Sari" gives "ibu.sari", nothing gives nothing
 */
char *
hrt_account_dup_login (const char *name)
{
  char *slug;

  if (name[0] == '\0')
    return g_strdup ("");
  slug = hrt_text_slugify (name, LOGIN_PROPOSAL_CHARS);
  return g_strdelimit (slug, "-", '.');
}

/**
 * hrt_account_is_login:
 * @login: as typed
 *
 * Returns: whether the database takes it
 */
gboolean
hrt_account_is_login (const char *login)
{
  return g_regex_match_simple ("^[a-z0-9][a-z0-9._-]{1,39}$", login, G_REGEX_DOLLAR_ENDONLY, 0);
}

/**
 * hrt_account_is_strong:
 * @verdict: on @password
 * @password: as typed
 *
 * Returns: whether it is good, and long besides
 */
gboolean
hrt_account_is_strong (HrtPasswordVerdict verdict, const char *password)
{
  return verdict == HRT_PASSWORD_GOOD && g_utf8_strlen (password, -1) >= STRONG_PASSWORD_CHARS;
}

/**
 * hrt_account_dup_verdict_text:
 * @verdict: on @password
 * @password: as typed
 *
 * Returns: (transfer full): a sentence on how good it is, or what is wrong with it
 */
char *
hrt_account_dup_verdict_text (HrtPasswordVerdict verdict, const char *password)
{
  switch (verdict)
    {
    case HRT_PASSWORD_SHORT:
      return g_strdup_printf (_ ("At least %d characters. A short sentence is easy to remember."),
                              HRT_PASSWORD_MIN_CHARS);
    case HRT_PASSWORD_LONG:
      return g_strdup_printf (_ ("At most %d characters."), HRT_PASSWORD_MAX_CHARS);
    case HRT_PASSWORD_COMMON:
      return g_strdup (
          _ ("Too easy to guess: it is a common password or made of the shop's words."));
    case HRT_PASSWORD_GOOD:
    default:
      return g_strdup (hrt_account_is_strong (verdict, password) ? _ ("A strong password.")
                                                                 : _ ("A good password."));
    }
}

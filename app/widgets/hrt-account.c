/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the forms for an account and for the shop share: a login out of a name, and what is said
 * beneath the fields.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-account.h"

#include <glib/gi18n.h>

#include "model/base/hrt-text.h"

#define NAME_MAX_CHARS        120 /* as the database has it */
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
 * hrt_account_get_name_trouble:
 * @name: as typed
 *
 * Returns: (transfer none) (nullable): why the database would refuse it
 */
const char *
hrt_account_get_name_trouble (const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (hrt_text_fits (stripped, 1, NAME_MAX_CHARS))
    return NULL;
  return _ ("The account needs a name of at most 120 characters.");
}

/**
 * hrt_account_get_login_trouble:
 * @login: as typed
 *
 * Returns: (transfer none) (nullable): why the database would refuse it
 */
const char *
hrt_account_get_login_trouble (const char *login)
{
  if (g_regex_match_simple ("^[a-z0-9][a-z0-9._-]{1,39}$", login, G_REGEX_DOLLAR_ENDONLY, 0))
    return NULL;
  return _ ("2 to 40 small letters, digits, dots, dashes or underscores; the first is a letter or "
            "digit.");
}

/**
 * hrt_account_get_pin_trouble:
 * @pin: as typed; "" is none
 *
 * Returns: (transfer none) (nullable): why it is refused
 */
const char *
hrt_account_get_pin_trouble (const char *pin)
{
  if (pin[0] == '\0' || hrt_pin_is_good (pin))
    return NULL;
  return _ ("4 to 8 digits, not all alike and not in a row like 1234.");
}

/**
 * hrt_account_get_postal_code_trouble:
 * @code: as typed; "" is none
 *
 * Returns: (transfer none) (nullable): why it is refused
 */
const char *
hrt_account_get_postal_code_trouble (const char *code)
{
  if (code[0] == '\0' || hrt_text_is_postal_code (code))
    return NULL;
  return _ ("A postal code has 5 digits, like 40111. It may stay empty.");
}

/**
 * hrt_account_mark:
 * @row: an entry row
 * @label: the one beneath it
 * @text: (nullable): what is wrong with what is in @row; %NULL: nothing
 *
 * It is said beneath the row, and read out with the field.
 */
void
hrt_account_mark (GtkEditable *row, GtkLabel *label, const char *text)
{
  GtkAccessible *field = GTK_ACCESSIBLE (gtk_editable_get_delegate (row));

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  gtk_accessible_update_state (field, GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                            : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (field, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
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
      return g_strdup (_ ("Too easy to guess: it is a common password, or made of the person's or "
                          "the shop's own name."));
    case HRT_PASSWORD_GOOD:
    default:
      return g_strdup (hrt_account_is_strong (verdict, password) ? _ ("A strong password.")
                                                                 : _ ("A good password."));
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Telephone numbers: 08…, 62…, +62 (0)… all become +62….
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-phone.h"

#include <string.h>

/**
 * hrt_phone_normalise:
 * @typed: (nullable): what somebody typed
 *
 * A number of Indonesia in any of its forms, or one of elsewhere with "+" or "00" and its country
 * code (ITU-T E.164: at most 15 digits).
 *
 * Returns: (transfer full) (nullable): the number in E.164, "+62812…"; %NULL when it is none
 */
char *
hrt_phone_normalise (const char *typed)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *rest;
  gsize length;

  if (typed == NULL || strlen (typed) > 40)
    return NULL;
  for (const char *p = typed; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        g_string_append_c (digits, *p);
      else if (*p == '+' ? digits->len > 0 : strchr (" -().\t", *p) == NULL)
        return NULL;
    }
  rest = digits->str;
  if ((*typed == '+' && !g_str_has_prefix (rest, "62")) ||
      (g_str_has_prefix (rest, "00") && !g_str_has_prefix (rest, "0062")))
    {
      if (*typed != '+')
        rest += 2;
      length = strlen (rest);
      return *rest >= '1' && length >= 8 && length <= 15 ? g_strconcat ("+", rest, NULL) : NULL;
    }
  if (g_str_has_prefix (rest, "0062"))
    rest += 4;
  else if (g_str_has_prefix (rest, "62"))
    rest += 2;
  else if (rest[0] != '0' && rest[0] != '8')
    return NULL;
  if (rest[0] == '0')
    rest++;
  length = strlen (rest);
  /* Mobile: 8 and 8 to 11 more. Fixed: area code and number, 7 to 11 together, not beginning with 0
   * or 1. */
  if (rest[0] == '8' ? length < 9 || length > 12 : length < 7 || length > 11 || rest[0] < '2')
    return NULL;
  return g_strconcat ("+62", rest, NULL);
}

gboolean
hrt_phone_is_mobile (const char *e164)
{
  return e164 != NULL && g_str_has_prefix (e164, "+628");
}

/**
 * hrt_phone_format:
 * @e164: (nullable): a number as hrt_phone_normalise() made it
 *
 * Returns: (transfer full): as people here read it, "0812-3456-7890"; anything else unchanged
 */
char *
hrt_phone_format (const char *e164)
{
  GString *out;
  gsize length;

  if (e164 == NULL || !g_str_has_prefix (e164, "+62"))
    return g_strdup (e164 ? e164 : "");
  out = g_string_new ("0");
  g_string_append (out, e164 + 3);
  length = out->len;
  if (length > 4)
    g_string_insert_c (out, 4, '-');
  if (length > 9)
    g_string_insert_c (out, 9, '-');
  return g_string_free (out, FALSE);
}

/**
 * hrt_phone_make_whatsapp_link:
 * @e164: (nullable): a number as hrt_phone_normalise() made it
 *
 * Returns: (transfer full) (nullable): "https://wa.me/62812…"; %NULL when it is no mobile number
 */
char *
hrt_phone_make_whatsapp_link (const char *e164)
{
  return hrt_phone_is_mobile (e164) ? g_strconcat ("https://wa.me/", e164 + 1, NULL) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * How numbers, money and times are written on a page, in the language of the page and the time zone
 * of the shop.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-template-private.h"

#include <string.h>

#include "model/base/hrt-money.h"

static const char *const months_id[] = { "Januari",   "Februari", "Maret",    "April",
                                         "Mei",       "Juni",     "Juli",     "Agustus",
                                         "September", "Oktober",  "November", "Desember" };
static const char *const months_en[] = { "January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December" };

/**
 * _hrt_web_filter_parse:
 * @name: what stands behind the bar
 * @filter: (out): which it is
 *
 * Returns: %FALSE if there is no such filter
 */
gboolean
_hrt_web_filter_parse (const char *name, HrtWebFilter *filter)
{
  static const char *const names[] = { "",         "money", "number", "date",
                                       "datetime", "time",  "iso",    NULL };

  for (guint i = 1; names[i] != NULL; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *filter = (HrtWebFilter) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_indonesian (const HrtWebTemplate *template)
{
  return g_str_has_prefix (template->language, "id");
}

/* Writes the digits backwards; G_MININT64 has no positive counterpart, so the magnitude is
 * unsigned. */
static void
append_grouped (GString *out, gint64 number, char separator)
{
  char buffer[32];
  guint n = sizeof buffer, digits = 0;
  guint64 rest = number < 0 ? (guint64) 0 - (guint64) number : (guint64) number;

  do
    {
      if (digits > 0 && digits % 3 == 0)
        buffer[--n] = separator;
      buffer[--n] = (char) ('0' + rest % 10);
      rest /= 10;
      digits++;
    }
  while (rest > 0);
  if (number < 0)
    buffer[--n] = '-';
  hrt_web_append (out, buffer + n, sizeof buffer - n);
}

static void
append_plain (GString *out, gint64 number)
{
  char buffer[24];
  guint n = sizeof buffer;
  guint64 rest = number < 0 ? (guint64) 0 - (guint64) number : (guint64) number;

  do
    {
      buffer[--n] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  if (number < 0)
    buffer[--n] = '-';
  hrt_web_append (out, buffer + n, sizeof buffer - n);
}

static void
append_date (GString *out, const HrtWebTemplate *template, GDateTime *time)
{
  gboolean id = is_indonesian (template);
  int month = g_date_time_get_month (time) - 1;

  g_string_append_printf (out, "%d %s %d", g_date_time_get_day_of_month (time),
                          id ? months_id[month] : months_en[month], g_date_time_get_year (time));
}

static void
append_clock (GString *out, const HrtWebTemplate *template, GDateTime *time)
{
  g_string_append_printf (out, is_indonesian (template) ? "%02d.%02d" : "%02d:%02d",
                          g_date_time_get_hour (time), g_date_time_get_minute (time));
}

static void
append_time (GString *out, const HrtWebTemplate *template, HrtWebFilter filter, gint64 usec)
{
  gint64 seconds = usec / G_USEC_PER_SEC - (usec % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, template->zone) : NULL;

  if (local == NULL)
    return;
  if (filter == HRT_WEB_FILTER_ISO)
    {
      g_autofree char *iso = g_date_time_format_iso8601 (local);

      g_string_append (out, iso);
      return;
    }
  if (filter != HRT_WEB_FILTER_TIME)
    append_date (out, template, local);
  if (filter == HRT_WEB_FILTER_DATE)
    return;
  if (filter == HRT_WEB_FILTER_DATETIME)
    g_string_append_c (out, ' ');
  append_clock (out, template, local);
  if (filter == HRT_WEB_FILTER_DATETIME)
    g_string_append_printf (out, " %s", g_date_time_get_timezone_abbreviation (local));
}

static void
append_number (GString *out, const HrtWebTemplate *template, HrtWebFilter filter, gint64 number)
{
  switch (filter)
    {
    case HRT_WEB_FILTER_MONEY:
      {
        g_autofree char *money = hrt_rupiah_format (number, HRT_MONEY_STYLE_NBSP);

        g_string_append (out, money);
        break;
      }
    case HRT_WEB_FILTER_NUMBER:
      append_grouped (out, number, is_indonesian (template) ? '.' : ',');
      break;
    case HRT_WEB_FILTER_DATE:
    case HRT_WEB_FILTER_DATETIME:
    case HRT_WEB_FILTER_TIME:
    case HRT_WEB_FILTER_ISO:
      append_time (out, template, filter, number);
      break;
    case HRT_WEB_FILTER_NONE:
    default:
      append_plain (out, number);
      break;
    }
}

/**
 * _hrt_web_filter_append:
 * @out: appended to
 * @template: for language and time zone
 * @filter: how to write it
 * @escape: where it stands
 * @value: what to write
 *
 * Appends one value. Nothing is written for a value that is not there, an object or a list.
 */
void
_hrt_web_filter_append (GString *out,
                        const HrtWebTemplate *template,
                        HrtWebFilter filter,
                        HrtWebEscape escape,
                        const HrtWebValue *value)
{
  g_autoptr (GString) formatted = NULL;

  switch (value->kind)
    {
    case HRT_WEB_VALUE_TEXT:
      hrt_web_escape_append (out, escape, value->text, -1);
      return;
    case HRT_WEB_VALUE_INT64:
      break;
    case HRT_WEB_VALUE_TIME:
      if (filter == HRT_WEB_FILTER_NONE)
        filter = HRT_WEB_FILTER_ISO;
      break;
    case HRT_WEB_VALUE_BOOL:
      g_string_append (out, value->boolean ? "true" : "false");
      return;
    case HRT_WEB_VALUE_NONE:
    case HRT_WEB_VALUE_NODE:
    default:
      return;
    }
  /* What we write ourselves needs no escaping in a text; inside a URL it does. */
  if (escape == HRT_WEB_ESCAPE_TEXT || escape == HRT_WEB_ESCAPE_ATTRIBUTE)
    {
      append_number (out, template, filter, value->int64);
      return;
    }
  formatted = g_string_new (NULL);
  append_number (formatted, template, filter, value->int64);
  hrt_web_escape_append (out, escape, formatted->str, (gssize) formatted->len);
}

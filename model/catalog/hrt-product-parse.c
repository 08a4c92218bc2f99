/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Reads a product file and checks every field that can be checked without the database.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-product-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hrt-product-columns-private.h"
#include "model/base/hrt-csv.h"
#include "model/base/hrt-json-writer.h"
#include "model/base/hrt-money.h"
#include "model/base/hrt-text.h"

#define MAX_ROWS  1000000
#define MAX_SHOWN 40

/* The export puts an apostrophe before what a spreadsheet would take for a formula. */
static const char *
skip_guard (const char *field)
{
  return field[0] == '\'' && field[1] != '\0' && strchr ("=+-@\t\r", field[1]) != NULL ? field + 1
                                                                                       : field;
}

static gboolean
write_number (HrtJsonWriter *json, const HrtColumn *column, const char *text)
{
  gint64 value;

  if (column->kind == HRT_COLUMN_MONEY
          ? !hrt_rupiah_parse (text, &value, NULL)
          : !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return FALSE;
  /* An exported stock may be negative and is not looked at for goods that are known. Which those
   * are only the database knows: it refuses the others. */
  if (value > column->max ||
      value < (strcmp (column->name, "stock") == 0 ? -column->max : G_GINT64_CONSTANT (0)))
    return FALSE;
  hrt_json_writer_int64 (json, value);
  return TRUE;
}

static gboolean
write_codes (HrtJsonWriter *json, const HrtColumn *column, const char *text)
{
  g_auto (GStrv) codes = g_strsplit_set (text, " ;|", -1);
  gboolean good = TRUE;

  hrt_json_writer_begin_array (json);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      gsize length = strlen (codes[i]);

      if (length == 0)
        continue;
      for (gsize at = 0; at < length; at++)
        good = good && g_ascii_isgraph (codes[i][at]);
      good = good && length >= 4 && length <= (gsize) column->max;
      hrt_json_writer_text (json, codes[i]);
    }
  hrt_json_writer_end_array (json);
  return good;
}

static gboolean
write_flag (HrtJsonWriter *json, const char *text)
{
  const char *const yes[] = { "yes", "ya", "y", "1", "true", NULL };
  const char *const no[] = { "no", "tidak", "n", "0", "false", NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);
  gboolean is_yes = g_strv_contains (yes, lower);

  hrt_json_writer_bool (json, is_yes);
  return is_yes || g_strv_contains (no, lower);
}

static gboolean
is_slug (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) &&
        (*c != '-' || c == text || c[1] == '-' || c[1] == '\0'))
      return FALSE;
  return TRUE;
}

/* What would become a space unseen: a name with a line end in it is somebody's mistake. */
static gboolean
has_control_characters (const HrtColumn *column, const char *text)
{
  const char *allowed = column->kind == HRT_COLUMN_PROSE ? "\r\n\t" : "";

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) && strchr (allowed, *p) == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
write_text (HrtJsonWriter *json, const HrtColumn *column, const char *text)
{
  g_autofree char *clean =
      hrt_text_clean (text, -1,
                      column->kind == HRT_COLUMN_PROSE ? HRT_TEXT_PARAGRAPHS : HRT_TEXT_LINE,
                      (gsize) column->max + 1);

  hrt_json_writer_text (json, clean);
  return hrt_text_fits (clean, 1, (gsize) column->max) && !has_control_characters (column, text) &&
         (column->kind != HRT_COLUMN_SLUG || is_slug (clean));
}

static gboolean
write_field (HrtJsonWriter *json, const HrtColumn *column, const char *text)
{
  switch (column->kind)
    {
    case HRT_COLUMN_MONEY:
    case HRT_COLUMN_NUMBER:
      if (write_number (json, column, text))
        return TRUE;
      hrt_json_writer_null (json); /* the name is written already */
      return FALSE;
    case HRT_COLUMN_CODES:
      return write_codes (json, column, text);
    case HRT_COLUMN_FLAG:
      return write_flag (json, text);
    case HRT_COLUMN_TEXT:
    case HRT_COLUMN_PROSE:
    case HRT_COLUMN_SLUG:
    default:
      return write_text (json, column, text);
    }
}

/* A field of the file for a sentence about it: not more than people would read. */
static char *
dup_shown (const char *text)
{
  gboolean is_long = g_utf8_strlen (text, -1) > MAX_SHOWN;
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SHOWN));
  g_autofree char *clean = hrt_text_clean (start, -1, HRT_TEXT_LINE, MAX_SHOWN);

  return g_strconcat (clean != NULL ? clean : "", is_long ? "…" : NULL, NULL);
}

static void
add_bad_text (HrtImportReport *report, gint64 row, const HrtColumn *column, const char *text)
{
  if (has_control_characters (column, text))
    _hrt_import_report_add (report, row, column->name,
                            column->kind == HRT_COLUMN_PROSE
                                ? _ ("the text has control characters in it")
                                : _ ("the text has line ends or control characters in it"));
  else
    _hrt_import_report_add (report, row, column->name, _ ("the text is longer than %d characters"),
                            (int) column->max);
}

static void
add_bad_field (HrtImportReport *report, gint64 row, const HrtColumn *column, const char *text)
{
  g_autofree char *shown = dup_shown (text);

  switch (column->kind)
    {
    case HRT_COLUMN_MONEY:
      _hrt_import_report_add (report, row, column->name,
                              /* Translators: %s is what stands in the file. */
                              _ ("“%s” is not an amount in rupiah"), shown);
      break;
    case HRT_COLUMN_NUMBER:
      _hrt_import_report_add (report, row, column->name,
                              /* Translators: %s is what stands in the file. */
                              _ ("“%s” is not a whole number from 0 to %d"), shown,
                              (int) column->max);
      break;
    case HRT_COLUMN_CODES:
      _hrt_import_report_add (report, row, column->name, _ ("“%s” is not a barcode"), shown);
      break;
    case HRT_COLUMN_FLAG:
      _hrt_import_report_add (report, row, column->name, _ ("“%s” is neither yes nor no"), shown);
      break;
    case HRT_COLUMN_SLUG:
      _hrt_import_report_add (report, row, column->name,
                              _ ("“%s” is not a handle: small letters, digits and hyphens"), shown);
      break;
    case HRT_COLUMN_TEXT:
    case HRT_COLUMN_PROSE:
    default:
      add_bad_text (report, row, column, text);
      break;
    }
}

static void
parse_row (HrtCsvReader *reader, HrtJsonWriter *json, HrtImportReport *report)
{
  gint64 row = hrt_csv_reader_get_row (reader);

  report->n_rows++;
  hrt_json_writer_begin_object (json);
  hrt_json_writer_name (json, "row");
  hrt_json_writer_int64 (json, row);
  for (guint i = 0; i < _hrt_product_n_columns; i++)
    {
      const HrtColumn *column = &_hrt_product_columns[i];
      const char *field = hrt_csv_reader_get_field (reader, column->name);
      g_autofree char *text = NULL;

      if (field != NULL)
        text = g_strstrip (g_strdup (skip_guard (field)));
      if (text == NULL || *text == '\0')
        {
          if (column->is_required)
            _hrt_import_report_add (report, row, column->name, _ ("must not be empty"));
          continue;
        }
      hrt_json_writer_name (json, column->name);
      if (!write_field (json, column, text))
        add_bad_field (report, row, column, text);
    }
  hrt_json_writer_end_object (json);
}

/* Every column must be one of ours: a misspelt one would silently take nothing over. */
static gboolean
check_heading (HrtCsvReader *reader, HrtImportReport *report)
{
  const char *const *heading = hrt_csv_reader_get_heading (reader);
  gboolean has_sku = FALSE;

  for (guint i = 0; heading[i] != NULL; i++)
    {
      gboolean known = FALSE;

      for (guint j = 0; j < _hrt_product_n_columns; j++)
        known = known || strcmp (heading[i], _hrt_product_columns[j].name) == 0;
      if (!known)
        _hrt_import_report_add (report, 1, heading[i], _ ("there is no column of this name"));
      for (guint j = 0; j < i; j++)
        if (strcmp (heading[i], heading[j]) == 0)
          _hrt_import_report_add (report, 1, heading[i], _ ("the column stands there twice"));
      has_sku = has_sku || strcmp (heading[i], "sku") == 0;
    }
  if (!has_sku)
    _hrt_import_report_add (report, 1, "sku", _ ("the column is missing"));
  return report->n_problems == 0;
}

/* What the reader says is for logs; this is for people. */
static void
add_bad_row (HrtImportReport *report, gint64 row, const GError *error)
{
  const char *texts[] = {
    [HRT_CSV_ERROR_ENCODING] = N_ ("a character is broken; save the file as CSV in UTF-8"),
    [HRT_CSV_ERROR_QUOTES] = N_ ("a quotation mark is missing, or is where none may be"),
    [HRT_CSV_ERROR_COLUMNS] = N_ ("there are more or fewer fields than in the heading"),
    [HRT_CSV_ERROR_LIMIT] = N_ ("a field or the whole row is too large"),
    [HRT_CSV_ERROR_EMPTY] = N_ ("The file is empty."),
    [HRT_CSV_ERROR_SIZE] = N_ ("The file is larger than 64 MiB; please divide it."),
  };

  g_assert (error->domain == HRT_CSV_ERROR && (gsize) error->code < G_N_ELEMENTS (texts));
  g_debug ("%s", error->message);
  _hrt_import_report_add (report, row, "", "%s", _ (texts[error->code]));
}

static void
parse_rows (HrtCsvReader *reader, HrtJsonWriter *json, HrtImportReport *report)
{
  g_autoptr (GError) error = NULL;

  while (hrt_csv_reader_next (reader, &error))
    {
      if (report->n_rows == MAX_ROWS)
        {
          _hrt_import_report_add (report, hrt_csv_reader_get_row (reader), "",
                                  _ ("the file has more than %d rows; please divide it"), MAX_ROWS);
          return;
        }
      parse_row (reader, json, report);
    }
  if (error != NULL)
    add_bad_row (report, hrt_csv_reader_get_row (reader), error);
}

char *
_hrt_product_parse (GBytes *csv, HrtImportReport *report)
{
  g_autoptr (GError) error = NULL;
  guint bad_row;
  g_autoptr (HrtCsvReader) reader = hrt_csv_reader_new (csv, &bad_row, &error);
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  hrt_json_writer_begin_array (json);
  if (reader == NULL)
    add_bad_row (report, bad_row, error);
  else if (check_heading (reader, report))
    parse_rows (reader, json, report);
  hrt_json_writer_end_array (json);
  return hrt_json_writer_steal (json);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCsvReader: one row at a time out of a file in memory.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-csv.h"

#include <string.h>

#define MAX_BYTES   (64 * 1024 * 1024)
#define MAX_FIELD   (64 * 1024)
#define MAX_COLUMNS 100

G_DEFINE_QUARK (hrt - csv - error - quark, hrt_csv_error)

struct _HrtCsvReader
{
  GBytes *bytes;    /* (owned) */
  const char *next; /* where the next row begins */
  const char *end;
  char separator;    /* ',' or ';', as the heading has it: spreadsheets here write ';' */
  guint row;         /* of the row last read; the heading is 1 */
  char **heading;    /* (owned) */
  GPtrArray *fields; /* (owned) (element-type utf8) of the row last read */
};

static gboolean
fail (HrtCsvReader *self, GError **error, HrtCsvError code, const char *why)
{
  g_set_error (error, HRT_CSV_ERROR, code, "row %u: %s", self->row, why);
  self->next = self->end;
  return FALSE;
}

/* A field in quotes; @p stands behind the opening one. Returns where it ended, or NULL. */
static const char *
read_quoted (HrtCsvReader *self, const char *p, GString *field)
{
  while (p < self->end)
    {
      if (*p != '"')
        g_string_append_c (field, *p++);
      else if (p + 1 < self->end && p[1] == '"')
        {
          g_string_append_c (field, '"');
          p += 2;
        }
      else
        return p + 1;
      if (field->len > MAX_FIELD)
        return NULL;
    }
  return NULL;
}

static gboolean
is_row_end (HrtCsvReader *self, const char *p)
{
  return p >= self->end || *p == '\n' || (*p == '\r' && (p + 1 >= self->end || p[1] == '\n'));
}

static const char *
read_plain (HrtCsvReader *self, const char *p, GString *field)
{
  for (; !is_row_end (self, p) && *p != self->separator; p++)
    {
      if (*p == '"' || *p == '\r' || field->len >= MAX_FIELD)
        return NULL;
      g_string_append_c (field, *p);
    }
  return p;
}

static gboolean
read_row (HrtCsvReader *self, GError **error)
{
  const char *p = self->next;
  gboolean more = TRUE;

  self->row++;
  g_ptr_array_set_size (self->fields, 0);
  while (more)
    {
      g_autoptr (GString) field = g_string_new (NULL);
      const char *stop = p < self->end && *p == '"' ? read_quoted (self, p + 1, field)
                                                    : read_plain (self, p, field);

      if (field->len > MAX_FIELD - 1 || self->fields->len >= MAX_COLUMNS)
        return fail (self, error, HRT_CSV_ERROR_LIMIT, "too large");
      if (stop == NULL)
        return fail (self, error, HRT_CSV_ERROR_QUOTES, "a quote is where none may be, or missing");
      g_ptr_array_add (self->fields, g_strdup (field->str));
      more = !is_row_end (self, stop);
      if (more && *stop != self->separator)
        return fail (self, error, HRT_CSV_ERROR_QUOTES, "text after a closing quote");
      p = more ? stop + 1 : stop;
    }
  if (p < self->end && *p == '\r')
    p++;
  self->next = MIN (p + 1, self->end);
  return TRUE;
}

/* The row in which @stop lies, counted as read_row() does. */
static guint
count_rows_to (HrtCsvReader *self, const char *stop)
{
  gboolean is_quoted = FALSE;
  guint row = 1;

  for (const char *p = self->next; p < stop; p++)
    if (*p == '"')
      is_quoted = !is_quoted;
    else if (*p == '\n' && !is_quoted)
      row++;
  return row;
}

static gboolean
check_encoding (HrtCsvReader *self, GError **error)
{
  const char *bad;

  if (g_utf8_validate_len (self->next, (gsize) (self->end - self->next), &bad))
    return TRUE;
  self->row = count_rows_to (self, bad);
  return fail (self, error, HRT_CSV_ERROR_ENCODING, "not UTF-8, or a NUL");
}

static char
guess_separator (const char *p, const char *end)
{
  for (; p < end && *p != '\n'; p++)
    if (*p == ',' || *p == ';')
      return *p;
  return ',';
}

static gboolean
read_heading (HrtCsvReader *self, GError **error)
{
  if (self->next >= self->end)
    return fail (self, error, HRT_CSV_ERROR_EMPTY, "the file is empty");
  if (!check_encoding (self, error))
    return FALSE;
  self->separator = guess_separator (self->next, self->end);
  if (!read_row (self, error))
    return FALSE;
  self->heading = g_new0 (char *, self->fields->len + 1);
  for (guint i = 0; i < self->fields->len; i++)
    self->heading[i] = g_ascii_strdown (g_strstrip (g_ptr_array_index (self->fields, i)), -1);
  return TRUE;
}

/**
 * hrt_csv_reader_new:
 * @bytes: the file; UTF-8 with or without a byte order mark
 * @bad_row: (out): the row of an error, 0 when it is the file as a whole
 * @error: where to store an error, or %NULL
 *
 * Reads the heading.
 *
 * Errors: `HRT_CSV_ERROR_ENCODING`, `HRT_CSV_ERROR_SIZE` over 64 MiB, `HRT_CSV_ERROR_EMPTY`,
 * `HRT_CSV_ERROR_QUOTES`, `HRT_CSV_ERROR_LIMIT`
 *
 * Returns: (transfer full) (nullable): a reader before the first row of data
 */
HrtCsvReader *
hrt_csv_reader_new (GBytes *bytes, guint *bad_row, GError **error)
{
  g_autoptr (HrtCsvReader) self = g_new0 (HrtCsvReader, 1);
  gboolean is_good;
  gsize size;

  self->bytes = g_bytes_ref (bytes);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->next = g_bytes_get_data (bytes, &size);
  self->end = self->next + size;
  if (size >= 3 && memcmp (self->next, "\xef\xbb\xbf", 3) == 0)
    self->next += 3;
  is_good = size <= MAX_BYTES
                ? read_heading (self, error)
                : fail (self, error, HRT_CSV_ERROR_SIZE, "the file is larger than 64 MiB");
  *bad_row = is_good ? 0 : self->row;
  return is_good ? g_steal_pointer (&self) : NULL;
}

void
hrt_csv_reader_free (HrtCsvReader *self)
{
  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->fields);
  g_strfreev (self->heading);
  g_free (self);
}

/**
 * hrt_csv_reader_get_heading:
 * @self: a reader
 *
 * Returns: (transfer none) (array zero-terminated=1): the columns' names, in lower case
 */
const char *const *
hrt_csv_reader_get_heading (HrtCsvReader *self)
{
  return (const char *const *) self->heading;
}

/**
 * hrt_csv_reader_next:
 * @self: a reader
 * @error: where to store an error, or %NULL
 *
 * Reads the next row; empty lines are passed over.
 *
 * Errors: `HRT_CSV_ERROR_QUOTES`, `HRT_CSV_ERROR_COLUMNS`, `HRT_CSV_ERROR_LIMIT`; the message names
 * the row. Only after COLUMNS can reading go on.
 *
 * Returns: FALSE at the end, or with @error set
 */
gboolean
hrt_csv_reader_next (HrtCsvReader *self, GError **error)
{
  do
    {
      if (self->next >= self->end)
        return FALSE;
      if (!read_row (self, error))
        return FALSE;
    }
  while (self->fields->len == 1 && *(char *) g_ptr_array_index (self->fields, 0) == '\0');

  if (self->fields->len != g_strv_length (self->heading))
    {
      g_set_error (error, HRT_CSV_ERROR, HRT_CSV_ERROR_COLUMNS,
                   "row %u: %u fields, the heading has %u", self->row, self->fields->len,
                   g_strv_length (self->heading));
      return FALSE;
    }
  return TRUE;
}

/**
 * hrt_csv_reader_get_row:
 * @self: a reader
 *
 * Returns: the number of the row last read; the heading is 1. A line end inside quotes does not
 * count.
 */
guint
hrt_csv_reader_get_row (HrtCsvReader *self)
{
  return self->row;
}

/**
 * hrt_csv_reader_get_field:
 * @self: a reader on a row
 * @column: a name from the heading, in lower case
 *
 * Returns: (transfer none) (nullable): the field, valid until the next row; %NULL when there is no
 * such column
 */
const char *
hrt_csv_reader_get_field (HrtCsvReader *self, const char *column)
{
  for (guint i = 0; self->heading[i] != NULL && i < self->fields->len; i++)
    if (strcmp (self->heading[i], column) == 0)
      return g_ptr_array_index (self->fields, i);
  return NULL;
}

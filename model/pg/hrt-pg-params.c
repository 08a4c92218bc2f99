/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgParams: the parameters of one statement, kept in the arrays that libpq wants, so that
 * sending copies nothing.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include <string.h>

#include "hrt-pg-private.h"

enum
{
  FORMAT_TEXT = 0,
  FORMAT_BINARY = 1,
};

struct _HrtPgParams
{
  int n;
  int n_allocated;
  char **values; /* (owned) (array length=n) NULL = SQL NULL */
  int *lengths;  /* (owned) only looked at for binary values */
  int *formats;  /* (owned) */
};

/**
 * hrt_pg_params_new:
 *
 * Returns: (transfer full): an empty list; a batch or query takes it over
 */
HrtPgParams *
hrt_pg_params_new (void)
{
  return g_new0 (HrtPgParams, 1);
}

void
hrt_pg_params_free (HrtPgParams *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < self->n; i++)
    g_free (self->values[i]);
  g_free (self->values);
  g_free (self->lengths);
  g_free (self->formats);
  g_free (self);
}

static HrtPgParams *
append (HrtPgParams *self, char *value, int length, int format)
{
  if (self->n == self->n_allocated)
    {
      self->n_allocated = self->n_allocated == 0 ? 8 : self->n_allocated * 2;
      self->values = g_renew (char *, self->values, self->n_allocated);
      self->lengths = g_renew (int, self->lengths, self->n_allocated);
      self->formats = g_renew (int, self->formats, self->n_allocated);
    }
  self->values[self->n] = value;
  self->lengths[self->n] = length;
  self->formats[self->n] = format;
  self->n++;
  return self;
}

HrtPgParams *
hrt_pg_params_int64 (HrtPgParams *self, gint64 value)
{
  g_return_val_if_fail (self != NULL, NULL);

  return append (self, g_strdup_printf ("%" G_GINT64_FORMAT, value), 0, FORMAT_TEXT);
}

HrtPgParams *
hrt_pg_params_bool (HrtPgParams *self, gboolean value)
{
  g_return_val_if_fail (self != NULL, NULL);

  return append (self, g_strdup (value ? "t" : "f"), 0, FORMAT_TEXT);
}

HrtPgParams *
hrt_pg_params_text (HrtPgParams *self, const char *value)
{
  g_return_val_if_fail (self != NULL, NULL);

  return append (self, g_strdup (value), 0, FORMAT_TEXT);
}

/**
 * hrt_pg_params_bytes:
 * @self: the parameters
 * @value: (nullable): the bytes of a bytea, at most 1 GiB; %NULL is SQL NULL
 *
 * Returns: (transfer none): @self
 */
HrtPgParams *
hrt_pg_params_bytes (HrtPgParams *self, GBytes *value)
{
  gsize size = 0;
  const char *data;
  char *copy;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value == NULL || g_bytes_get_size (value) <= 1 << 30, self);

  if (value == NULL)
    return append (self, NULL, 0, FORMAT_BINARY);

  data = g_bytes_get_data (value, &size);
  copy = g_malloc (size + 1); /* never NULL: an empty value is not SQL NULL */
  if (size > 0)
    memcpy (copy, data, size);
  return append (self, copy, (int) size, FORMAT_BINARY);
}

HrtPgParams *
hrt_pg_params_null (HrtPgParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return append (self, NULL, 0, FORMAT_TEXT);
}

/**
 * hrt_pg_params_int64_array:
 * @self: the parameters
 * @values: (array length=n_values) (nullable): for an int8[] parameter
 * @n_values: how many; 0 gives an empty array, not NULL
 *
 * Returns: (transfer none): @self
 */
HrtPgParams *
hrt_pg_params_int64_array (HrtPgParams *self, const gint64 *values, gsize n_values)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (values != NULL || n_values == 0, self);

  text = g_string_sized_new (2 + n_values * 8);
  g_string_append_c (text, '{');
  for (gsize i = 0; i < n_values; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", values[i]);
  g_string_append_c (text, '}');
  return append (self, g_string_free (text, FALSE), 0, FORMAT_TEXT);
}

/**
 * hrt_pg_params_text_array:
 * @self: the parameters
 * @values: (array zero-terminated=1) (nullable): for a text[] or uuid[] parameter; %NULL is SQL
 * NULL
 *
 * Returns: (transfer none): @self
 */
HrtPgParams *
hrt_pg_params_text_array (HrtPgParams *self, const char *const *values)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (values == NULL)
    return append (self, NULL, 0, FORMAT_TEXT);

  text = g_string_new ("{");
  for (gsize i = 0; values[i] != NULL; i++)
    {
      /* Always quoted: then only the quote and the backslash mean anything. */
      g_string_append (text, i > 0 ? ",\"" : "\"");
      for (const char *c = values[i]; *c != '\0'; c++)
        {
          if (*c == '"' || *c == '\\')
            g_string_append_c (text, '\\');
          g_string_append_c (text, *c);
        }
      g_string_append_c (text, '"');
    }
  g_string_append_c (text, '}');
  return append (self, g_string_free (text, FALSE), 0, FORMAT_TEXT);
}

int
_hrt_pg_params_peek (HrtPgParams *self,
                     const char *const **values,
                     const int **lengths,
                     const int **formats)
{
  if (self == NULL)
    {
      *values = NULL;
      *lengths = NULL;
      *formats = NULL;
      return 0;
    }
  *values = (const char *const *) self->values;
  *lengths = self->lengths;
  *formats = self->formats;
  return self->n;
}

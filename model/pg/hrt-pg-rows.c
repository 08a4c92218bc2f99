/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgRows: typed reading of what one statement gave, and decoding of a row into an entity by its
 * descriptor.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include <string.h>

#include "hrt-pg-private.h"

/* As in pg_type.dat; fixed for ever. */
enum
{
  OID_BOOL = 16,
  OID_BYTEA = 17,
  OID_INT8 = 20,
  OID_INT2 = 21,
  OID_INT4 = 23,
  OID_JSON = 114,
  OID_TIMESTAMPTZ = 1184,
  OID_NUMERIC = 1700,
  OID_UUID = 2950,
  OID_JSONB = 3802,
};

/**
 * HrtPgRows:
 *
 * A view on a result of libpq: nothing is copied, texts stay valid as long as the #HrtPgResults
 * they came from. Asking for a column that is not there (-1), or a row beyond the end, is a bug of
 * the caller's and answered like SQL NULL.
 */
struct _HrtPgRows
{
  PGresult *result;                /* (owned) (nullable) */
  const HrtDescriptor *descriptor; /* the one @columns was worked out for */
  int *columns;                    /* (owned) by field of the descriptor; -1 = not selected */
};

/**
 * HrtPgResults:
 *
 * The rows of every statement of a batch. Counted references; may be handed to another thread, but
 * is used by one at a time.
 */
struct _HrtPgResults
{
  gatomicrefcount ref_count;
  guint n;
  HrtPgRows *rows; /* (owned) (array length=n) */
};

HrtPgResults *
_hrt_pg_results_new (guint n_statements)
{
  HrtPgResults *self = g_new0 (HrtPgResults, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n = n_statements;
  self->rows = g_new0 (HrtPgRows, n_statements);
  return self;
}

/* Takes @result over. */
void
_hrt_pg_results_take (HrtPgResults *self, guint statement, PGresult *result)
{
  g_assert (statement < self->n);

  PQclear (self->rows[statement].result);
  self->rows[statement].result = result;
}

HrtPgResults *
hrt_pg_results_ref (HrtPgResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hrt_pg_results_unref (HrtPgResults *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n; i++)
    {
      PQclear (self->rows[i].result);
      g_free (self->rows[i].columns);
    }
  g_free (self->rows);
  g_free (self);
}

guint
hrt_pg_results_get_n (HrtPgResults *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n;
}

/**
 * hrt_pg_results_get_rows:
 * @self: the results of a batch
 * @statement: position in the batch, from 0
 *
 * Returns: (transfer none): the rows; empty for a statement that returns none
 */
HrtPgRows *
hrt_pg_results_get_rows (HrtPgResults *self, guint statement)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (statement < self->n, NULL);

  return &self->rows[statement];
}

guint
hrt_pg_rows_get_n (HrtPgRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) PQntuples (self->result);
}

/**
 * hrt_pg_rows_find_column:
 * @self: the rows
 * @name: a column's name, exactly
 *
 * Returns: its position, or -1 when the statement does not select it
 */
int
hrt_pg_rows_find_column (HrtPgRows *self, const char *name)
{
  int n;

  g_return_val_if_fail (self != NULL && name != NULL, -1);

  /* Not PQfnumber(): it copies and folds the name at every call. */
  n = PQnfields (self->result);
  for (int i = 0; i < n; i++)
    {
      if (strcmp (PQfname (self->result, i), name) == 0)
        return i;
    }
  return -1;
}

static gboolean
has_cell (HrtPgRows *self, guint row, int column)
{
  return self->result != NULL && row < (guint) PQntuples (self->result) && column >= 0 &&
         column < PQnfields (self->result);
}

/* The cell's text, or NULL for SQL NULL and for a cell that does not exist. */
static const char *
peek_cell (HrtPgRows *self, guint row, int column)
{
  if (!has_cell (self, row, column) || PQgetisnull (self->result, (int) row, column))
    return NULL;
  return PQgetvalue (self->result, (int) row, column);
}

gboolean
hrt_pg_rows_is_null (HrtPgRows *self, guint row, int column)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return peek_cell (self, row, column) == NULL;
}

/**
 * hrt_pg_rows_get_int64:
 * @self: the rows
 * @row: from 0
 * @column: from hrt_pg_rows_find_column()
 *
 * Returns: the number; 0 for SQL NULL
 */
gint64
hrt_pg_rows_get_int64 (HrtPgRows *self, guint row, int column)
{
  const char *text;

  g_return_val_if_fail (self != NULL, 0);

  text = peek_cell (self, row, column);
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/**
 * hrt_pg_rows_get_bool:
 * @self: the rows
 * @row: from 0
 * @column: from hrt_pg_rows_find_column()
 *
 * Returns: the truth; %FALSE for SQL NULL
 */
gboolean
hrt_pg_rows_get_bool (HrtPgRows *self, guint row, int column)
{
  const char *text;

  g_return_val_if_fail (self != NULL, FALSE);

  text = peek_cell (self, row, column);
  return text != NULL && text[0] == 't';
}

/**
 * hrt_pg_rows_get_text:
 * @self: the rows
 * @row: from 0
 * @column: from hrt_pg_rows_find_column()
 *
 * Returns: (transfer none) (nullable): UTF-8, valid as long as the results; %NULL for SQL NULL
 */
const char *
hrt_pg_rows_get_text (HrtPgRows *self, guint row, int column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return peek_cell (self, row, column);
}

/* Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant's days_from_civil). */
static gint64
days_from_civil (gint64 year, guint month, guint day)
{
  gint64 era, year_of_era, day_of_year;

  year -= month <= 2;
  era = (year >= 0 ? year : year - 399) / 400;
  year_of_era = year - era * 400;
  day_of_year = (153 * (gint64) (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

/* Reads up to @digits decimal digits; moves @text on. */
static guint
take_number (const char **text, guint digits)
{
  guint number = 0;

  for (guint i = 0; i < digits && g_ascii_isdigit (**text); i++, (*text)++)
    number = number * 10 + (guint) (**text - '0');
  return number;
}

/* "2026-11-24 10:31:48.123456+00", as sent with DateStyle ISO and TimeZone UTC, which every
 * connection of ours sets. */
static gint64
parse_time (const char *text)
{
  gint64 days, seconds;
  guint year, month, day, fraction = 0;

  if (strcmp (text, "infinity") == 0)
    return G_MAXINT64;
  if (text[0] == '-')
    return G_MININT64 + 1; /* "-infinity"; G_MININT64 itself is SQL NULL */

  year = take_number (&text, 6);
  text += *text == '-';
  month = take_number (&text, 2);
  text += *text == '-';
  day = take_number (&text, 2);
  days = days_from_civil (year, month, day);
  text += *text == ' ';
  seconds = take_number (&text, 2) * 3600;
  text += *text == ':';
  seconds += take_number (&text, 2) * 60;
  text += *text == ':';
  seconds += take_number (&text, 2);
  if (*text == '.')
    {
      const char *start = ++text;

      fraction = take_number (&text, 6);
      for (gssize n = text - start; n < 6; n++)
        fraction *= 10;
    }
  return (days * 86400 + seconds) * G_USEC_PER_SEC + fraction;
}

/**
 * hrt_pg_rows_get_time:
 * @self: the rows
 * @row: from 0
 * @column: of a timestamptz
 *
 * Returns: microseconds since 1970-01-01 UTC; %G_MININT64 for SQL NULL, %G_MAXINT64 for infinity
 */
gint64
hrt_pg_rows_get_time (HrtPgRows *self, guint row, int column)
{
  const char *text;

  g_return_val_if_fail (self != NULL, G_MININT64);

  text = peek_cell (self, row, column);
  return text != NULL ? parse_time (text) : G_MININT64;
}

/**
 * hrt_pg_rows_dup_bytes:
 * @self: the rows
 * @row: from 0
 * @column: of a bytea
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL for SQL NULL
 */
GBytes *
hrt_pg_rows_dup_bytes (HrtPgRows *self, guint row, int column)
{
  const char *text;
  gsize size;
  guint8 *data;

  g_return_val_if_fail (self != NULL, NULL);

  text = peek_cell (self, row, column);
  if (text == NULL)
    return NULL;
  if (text[0] != '\\' || text[1] != 'x')
    return g_bytes_new (text, strlen (text));

  text += 2;
  size = strlen (text) / 2;
  data = g_malloc (size + 1);
  for (gsize i = 0; i < size; i++)
    data[i] =
        (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return g_bytes_new_take (data, size);
}

static gboolean
type_fits (HrtFieldKind kind, Oid type)
{
  switch (kind)
    {
    case HRT_FIELD_INT64:
    case HRT_FIELD_MONEY:
      return type == OID_INT8 || type == OID_INT4 || type == OID_INT2;
    case HRT_FIELD_BOOL:
      return type == OID_BOOL;
    case HRT_FIELD_TIME:
      return type == OID_TIMESTAMPTZ;
    case HRT_FIELD_TEXT:
    case HRT_FIELD_UUID:
    case HRT_FIELD_ENUM:
    case HRT_FIELD_JSON:
    default:
      return type != OID_BYTEA && type != OID_NUMERIC;
    }
}

/* Finds each field's column once per result, not once per row; a wrong type is said there and then.
 */
static void
map_columns (HrtPgRows *self, const HrtDescriptor *descriptor)
{
  self->descriptor = descriptor;
  self->columns = g_renew (int, self->columns, descriptor->n_fields);
  for (gsize i = 0; i < descriptor->n_fields; i++)
    {
      const HrtField *field = &descriptor->fields[i];

      self->columns[i] = hrt_pg_rows_find_column (self, field->name);
      if (self->columns[i] >= 0 &&
          !type_fits (field->kind, PQftype (self->result, self->columns[i])))
        {
          g_warning ("%s.%s: column has type %u, which its descriptor does not take",
                     descriptor->entity, field->name, PQftype (self->result, self->columns[i]));
          self->columns[i] = -1;
        }
    }
}

/**
 * hrt_pg_rows_decode:
 * @self: the rows
 * @row: from 0
 * @descriptor: what the entity holds
 * @instance: the entity's struct
 *
 * Sets every field of @instance that the statement selects; the others keep their values.
 */
void
hrt_pg_rows_decode (HrtPgRows *self, guint row, const HrtDescriptor *descriptor, gpointer instance)
{
  g_return_if_fail (self != NULL && descriptor != NULL && instance != NULL);
  g_return_if_fail (row < hrt_pg_rows_get_n (self));

  if (self->descriptor != descriptor)
    map_columns (self, descriptor);
  for (gsize i = 0; i < descriptor->n_fields; i++)
    {
      const HrtField *field = &descriptor->fields[i];

      if (self->columns[i] < 0)
        continue;
      if (!hrt_field_set_text (field, instance, peek_cell (self, row, self->columns[i])))
        g_warning ("%s.%s: unreadable value", descriptor->entity, field->name);
    }
}

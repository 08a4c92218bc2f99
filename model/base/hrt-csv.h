/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCsvReader: RFC 4180 to the letter, with the row number of whatever is wrong.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_CSV_ERROR (hrt_csv_error_quark ())

/**
 * HrtCsvError:
 * @HRT_CSV_ERROR_ENCODING: not UTF-8, or a NUL
 * @HRT_CSV_ERROR_QUOTES: a quote where none may be, or one that is never closed
 * @HRT_CSV_ERROR_COLUMNS: a row with more or fewer fields than the heading
 * @HRT_CSV_ERROR_LIMIT: a field or a row is larger than allowed
 * @HRT_CSV_ERROR_EMPTY: no heading
 * @HRT_CSV_ERROR_SIZE: the file is larger than allowed
 */
typedef enum
{
  HRT_CSV_ERROR_ENCODING,
  HRT_CSV_ERROR_QUOTES,
  HRT_CSV_ERROR_COLUMNS,
  HRT_CSV_ERROR_LIMIT,
  HRT_CSV_ERROR_EMPTY,
  HRT_CSV_ERROR_SIZE,
} HrtCsvError;

typedef struct _HrtCsvReader HrtCsvReader;

GQuark hrt_csv_error_quark (void);

HrtCsvReader *hrt_csv_reader_new (GBytes *bytes, guint *bad_row, GError **error);
void hrt_csv_reader_free (HrtCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtCsvReader, hrt_csv_reader_free)

const char *const *hrt_csv_reader_get_heading (HrtCsvReader *self);
gboolean hrt_csv_reader_next (HrtCsvReader *self, GError **error);
guint hrt_csv_reader_get_row (HrtCsvReader *self);
const char *hrt_csv_reader_get_field (HrtCsvReader *self, const char *column);

G_END_DECLS

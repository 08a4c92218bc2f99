/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The columns of the product file, the same for import and export.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HRT_COLUMN_TEXT,   /* one line */
  HRT_COLUMN_PROSE,  /* with line ends */
  HRT_COLUMN_SLUG,   /* a-z, 0-9 and single hyphens */
  HRT_COLUMN_MONEY,  /* as people here write rupiah */
  HRT_COLUMN_NUMBER, /* whole, 0 to max */
  HRT_COLUMN_CODES,  /* barcodes, separated by spaces */
  HRT_COLUMN_FLAG,   /* yes or no */
} HrtColumnKind;

typedef struct
{
  const char *name;
  HrtColumnKind kind;
  gint64 max; /* characters of a text, largest number */
  gboolean is_required;
} HrtColumn;

extern const HrtColumn _hrt_product_columns[];
extern const guint _hrt_product_n_columns;

G_END_DECLS

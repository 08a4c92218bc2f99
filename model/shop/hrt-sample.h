/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The sample shop: a music shop to look at, to try and to measure with.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_SAMPLE_ERROR (hrt_sample_error_quark ())

/**
 * HrtSampleError:
 * @HRT_SAMPLE_ERROR_DATA: the sample's files are missing or damaged
 * @HRT_SAMPLE_ERROR_NOT_EMPTY: the shop has products or sales already
 */
typedef enum
{
  HRT_SAMPLE_ERROR_DATA,
  HRT_SAMPLE_ERROR_NOT_EMPTY,
} HrtSampleError;

typedef enum
{
  HRT_SAMPLE_STEP_CATALOGUE, /* products, prices, stock, people, couriers */
  HRT_SAMPLE_STEP_HISTORY,   /* three months of sales and orders */
  HRT_SAMPLE_STEP_MANY,      /* the large catalogue, when asked for */
  HRT_SAMPLE_STEP_PICTURES,
  HRT_SAMPLE_STEP_DONE,
} HrtSampleStep;

/* Called on the main context of the caller; @fraction: 0 to 1 of the whole. */
typedef void (*HrtSampleProgress) (HrtSampleStep step, double fraction, gpointer user_data);

typedef struct
{
  gint64 n_products;        /* 0: the shop of reference alone; else as many products in all, at most
                               1,000,000 */
  gint64 seed;              /* of what is left to chance; the same one makes the same shop */
  gboolean without_history; /* no sales, no orders */
  gboolean without_pictures;  /* leave the pictures' files out: for measuring and tests */
  HrtSampleProgress progress; /* (nullable) */
  gpointer progress_data;
} HrtSampleOptions;

GQuark hrt_sample_error_quark (void);

char *hrt_sample_find_folder (void);

void hrt_sample_create_async (const char *owner_conninfo,
                              const char *data_dir,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void hrt_sample_create_with_async (const char *owner_conninfo,
                                   const char *data_dir,
                                   const HrtSampleOptions *options,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean hrt_sample_create_finish (GAsyncResult *result, GError **error);

G_END_DECLS

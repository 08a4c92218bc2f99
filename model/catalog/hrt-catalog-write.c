/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCatalog: changing products, prices, codes and pictures.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-catalog-private.h"

#include "model/base/hrt-barcode.h"

/* The product that is told about after the commit, when the answer does not say it. */
static void
set_product (GTask *task, gint64 product_id)
{
  g_task_set_task_data (task, hrt_service_box_int64 (product_id), g_free);
}

static void
announce (GTask *task, gint64 product_id)
{
  HrtCatalog *self = g_task_get_source_object (task);

  hrt_service_announce (self->listener, HRT_CHANNEL_PRODUCT, product_id);
}

static gpointer
read_outcome (HrtPgResults *results, GTask *task, GError **error)
{
  HrtPgRows *rows = hrt_pg_results_get_rows (results, 0);
  HrtOutcome *outcome = hrt_service_read_outcome (rows, 0);
  gint64 *known = g_task_get_task_data (task);
  int column = hrt_pg_rows_find_column (rows, "product_id");

  if (!hrt_outcome_is_refused (outcome))
    announce (task, known         ? *known
                    : column >= 0 ? hrt_pg_rows_get_int64 (rows, 0, column)
                                  : outcome->id);
  return outcome;
}

static void
write_to (GTask *task, HrtCatalog *self, HrtStatement statement, HrtPgParams *params)
{
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, statement, params, read_outcome,
                     g_object_unref);
}

/* --- drafts to JSON --- */

static void
write_text (HrtJsonWriter *json, const char *name, const char *text)
{
  if (text == NULL)
    return;
  hrt_json_writer_name (json, name);
  if (g_utf8_validate (text, -1, NULL))
    hrt_json_writer_text (json, text);
  else
    hrt_json_writer_text (json, "");
}

static void
write_int64 (HrtJsonWriter *json, const char *name, gint64 number)
{
  hrt_json_writer_name (json, name);
  hrt_json_writer_int64 (json, number);
}

/* An id or amount of which 0 means "none". */
static void
write_optional (HrtJsonWriter *json, const char *name, gint64 number)
{
  hrt_json_writer_name (json, name);
  if (number != 0)
    hrt_json_writer_int64 (json, number);
  else
    hrt_json_writer_null (json);
}

static void
write_bool (HrtJsonWriter *json, const char *name, gboolean value)
{
  hrt_json_writer_name (json, name);
  hrt_json_writer_bool (json, value);
}

static void
write_barcodes (HrtJsonWriter *json, const char *barcodes)
{
  g_auto (GStrv) codes = g_strsplit (barcodes, " ", -1);

  hrt_json_writer_name (json, "barcodes");
  hrt_json_writer_begin_array (json);
  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0' && g_utf8_validate (codes[i], -1, NULL))
      hrt_json_writer_text (json, codes[i]);
  hrt_json_writer_end_array (json);
}

static void
write_variant (HrtJsonWriter *json, HrtVariant *draft)
{
  hrt_json_writer_begin_object (json);
  if (draft->id != 0)
    write_int64 (json, "id", draft->id);
  if (draft->product_id != 0)
    write_int64 (json, "product_id", draft->product_id);
  write_text (json, "sku", draft->sku);
  write_text (json, "name", draft->name);
  write_text (json, "colour", draft->colour);
  write_int64 (json, "price", draft->price);
  write_optional (json, "compare_at_price", draft->compare_at_price);
  if (draft->cost != 0)
    write_int64 (json, "cost", draft->cost);
  write_int64 (json, "weight_g", draft->weight_g);
  write_int64 (json, "length_cm", draft->length_cm);
  write_int64 (json, "width_cm", draft->width_cm);
  write_int64 (json, "height_cm", draft->height_cm);
  write_int64 (json, "low_stock", draft->low_stock);
  write_bool (json, "serial_tracked", draft->serial_tracked);
  write_bool (json, "active", draft->active);
  if (draft->barcodes != NULL)
    write_barcodes (json, draft->barcodes);
  hrt_json_writer_end_object (json);
}

static void
write_variants (HrtJsonWriter *json, GPtrArray *variants)
{
  hrt_json_writer_name (json, "variants");
  hrt_json_writer_begin_array (json);
  for (guint i = 0; i < variants->len; i++)
    write_variant (json, g_ptr_array_index (variants, i));
  hrt_json_writer_end_array (json);
}

static char *
dup_product_json (HrtProduct *draft)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  hrt_json_writer_begin_object (json);
  if (draft->id != 0)
    write_int64 (json, "id", draft->id);
  write_text (json, "name", draft->name);
  write_text (json, "slug", draft->slug);
  write_text (json, "brand", draft->brand);
  write_text (json, "model", draft->model);
  write_text (json, "description_id", draft->description_id);
  write_text (json, "description_en", draft->description_en);
  if (draft->category_id != 0)
    write_int64 (json, "category_id", draft->category_id);
  if (draft->supplier_id != 0)
    write_int64 (json, "supplier_id", draft->supplier_id);
  if (draft->specification != NULL)
    {
      hrt_json_writer_name (json, "specification");
      hrt_json_writer_verbatim (json, draft->specification);
    }
  write_bool (json, "featured", draft->featured);
  write_bool (json, "active", draft->active);
  if (draft->variants != NULL)
    write_variants (json, draft->variants);
  hrt_json_writer_end_object (json);
  return hrt_json_writer_steal (json);
}

static HrtPgParams *
save_params (const char *json, gint64 staff_id, gint64 revision)
{
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), json), staff_id);

  return revision != 0 ? hrt_pg_params_int64 (params, revision) : hrt_pg_params_null (params);
}

/**
 * hrt_catalog_save_product_async:
 * @self: the catalogue
 * @draft: what is wanted. id 0: a new product, which needs variants. Texts that are %NULL and ids
 * that are 0 stay as they are; "brand" is a name and made when it is new; variants of the draft are
 * saved with it.
 * @staff_id: who does it
 * @cancellable: (nullable): to give up
 * @callback: called when it is saved or refused
 * @user_data: for @callback
 *
 * Errors: %HRT_MODEL_ERROR_CONFLICT when the draft's revision is not the newest,
 * %HRT_MODEL_ERROR_NOT_ALLOWED, %HRT_MODEL_ERROR_NOT_FOUND
 */
void
hrt_catalog_save_product_async (HrtCatalog *self,
                                HrtProduct *draft,
                                gint64 staff_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *json = dup_product_json (draft);

  write_to (
      hrt_service_task (self, hrt_catalog_save_product_async, cancellable, callback, user_data),
      self, HRT_STATEMENT_CATALOG_SAVE_PRODUCT, save_params (json, staff_id, draft->revision));
}

HrtOutcome *
hrt_catalog_save_product_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_save_product_async, error);
}

void
hrt_catalog_save_variant_async (HrtCatalog *self,
                                HrtVariant *draft,
                                gint64 staff_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  write_variant (json, draft);
  write_to (hrt_service_task (self, hrt_catalog_save_variant_async, cancellable, callback,
                              user_data),
            self, HRT_STATEMENT_CATALOG_SAVE_VARIANT,
            save_params (hrt_json_writer_peek (json), staff_id, draft->revision));
}

HrtOutcome *
hrt_catalog_save_variant_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_save_variant_async, error);
}

void
hrt_catalog_set_price_async (HrtCatalog *self,
                             gint64 variant_id,
                             gint64 price,
                             gint64 staff_id,
                             gint64 revision,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  HrtPgParams *params = hrt_pg_params_new ();

  hrt_pg_params_int64 (hrt_pg_params_int64 (hrt_pg_params_int64 (params, variant_id), price),
                       staff_id);
  if (revision != 0)
    hrt_pg_params_int64 (params, revision);
  else
    hrt_pg_params_null (params);
  write_to (hrt_service_task (self, hrt_catalog_set_price_async, cancellable, callback, user_data),
            self, HRT_STATEMENT_CATALOG_SET_PRICE, params);
}

HrtOutcome *
hrt_catalog_set_price_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_set_price_async, error);
}

void
hrt_catalog_set_barcode_async (HrtCatalog *self,
                               gint64 variant_id,
                               const char *code,
                               gint64 staff_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *normal = hrt_barcode_normalise (code);
  HrtPgParams *params = hrt_pg_params_new ();

  if (variant_id != 0)
    hrt_pg_params_int64 (params, variant_id);
  else
    hrt_pg_params_null (params);
  /* What cannot be a code goes to the database as it is, which refuses it by the constraint's name.
   */
  hrt_pg_params_text (params, normal                                     ? normal
                              : code && g_utf8_validate (code, -1, NULL) ? code
                                                                         : "");
  hrt_pg_params_int64 (params, staff_id);
  write_to (hrt_service_task (self, hrt_catalog_set_barcode_async, cancellable, callback,
                              user_data),
            self, HRT_STATEMENT_CATALOG_SET_BARCODE, params);
}

HrtOutcome *
hrt_catalog_set_barcode_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_set_barcode_async, error);
}

/**
 * hrt_catalog_add_image_async:
 * @self: the catalogue
 * @draft: product, variant (0: of the product as a whole), hash, width, height and alternative
 * text; the files are in the #HrtImageStore already
 * @staff_id: who does it
 * @cancellable: (nullable): to give up
 * @callback: called when it is saved or refused
 * @user_data: for @callback
 */
void
hrt_catalog_add_image_async (HrtCatalog *self,
                             HrtImage *draft,
                             gint64 staff_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_catalog_add_image_async, cancellable, callback, user_data);
  HrtPgParams *params = hrt_pg_params_int64 (hrt_pg_params_new (), draft->product_id);

  if (draft->variant_id != 0)
    hrt_pg_params_int64 (params, draft->variant_id);
  else
    hrt_pg_params_null (params);
  hrt_pg_params_text (params, draft->hash);
  hrt_pg_params_int64 (hrt_pg_params_int64 (params, draft->width), draft->height);
  hrt_pg_params_int64 (hrt_pg_params_text (params, draft->alt), staff_id);
  set_product (task, draft->product_id);
  write_to (task, self, HRT_STATEMENT_CATALOG_ADD_IMAGE, params);
}

HrtOutcome *
hrt_catalog_add_image_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_add_image_async, error);
}

void
hrt_catalog_remove_image_async (HrtCatalog *self,
                                gint64 image_id,
                                gint64 staff_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  write_to (hrt_service_task (self, hrt_catalog_remove_image_async, cancellable, callback,
                              user_data),
            self, HRT_STATEMENT_CATALOG_REMOVE_IMAGE,
            hrt_pg_params_int64 (hrt_pg_params_int64 (hrt_pg_params_new (), image_id), staff_id));
}

HrtOutcome *
hrt_catalog_remove_image_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_remove_image_async, error);
}

void
hrt_catalog_move_images_async (HrtCatalog *self,
                               gint64 product_id,
                               const gint64 *image_ids,
                               gsize n_ids,
                               gint64 staff_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_catalog_move_images_async, cancellable, callback, user_data);
  HrtPgParams *params = hrt_pg_params_int64 (hrt_pg_params_new (), product_id);

  hrt_pg_params_int64 (hrt_pg_params_int64_array (params, image_ids, n_ids), staff_id);
  set_product (task, product_id);
  write_to (task, self, HRT_STATEMENT_CATALOG_MOVE_IMAGES, params);
}

HrtOutcome *
hrt_catalog_move_images_finish (HrtCatalog *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_catalog_move_images_async, error);
}

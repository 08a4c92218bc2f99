/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtProductQuery: copying, comparing, and its JSON for the database.
 */

#define G_LOG_DOMAIN "hrt-catalog"

#include "hrt-catalog-private.h"

/**
 * HrtProductQuery:
 *
 * A value: fill it, hand it over, do not touch it any more. hrt_product_query_copy() makes the next
 * one.
 */
G_DEFINE_FINAL_TYPE (HrtProductQuery, hrt_product_query, G_TYPE_OBJECT)

static const char *const sort_names[] = { "name",       "newest",   "price_up",
                                          "price_down", "featured", "given" };

static void
hrt_product_query_finalize (GObject *object)
{
  HrtProductQuery *self = HRT_PRODUCT_QUERY (object);

  g_free (self->text);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->brand_ids, g_array_unref);
  G_OBJECT_CLASS (hrt_product_query_parent_class)->finalize (object);
}

static void
hrt_product_query_class_init (HrtProductQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_product_query_finalize;
}

static void
hrt_product_query_init (HrtProductQuery *self)
{
  self->limit = 24;
}

HrtProductQuery *
hrt_product_query_new (void)
{
  return g_object_new (HRT_TYPE_PRODUCT_QUERY, NULL);
}

/**
 * hrt_product_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): the same, to be changed
 */
HrtProductQuery *
hrt_product_query_copy (HrtProductQuery *self)
{
  HrtProductQuery *copy = hrt_product_query_new ();

  copy->text = g_strdup (self->text);
  copy->ids = self->ids ? g_array_copy (self->ids) : NULL;
  copy->category_id = self->category_id;
  copy->brand_ids = self->brand_ids ? g_array_copy (self->brand_ids) : NULL;
  copy->price_min = self->price_min;
  copy->price_max = self->price_max;
  copy->in_stock = self->in_stock;
  copy->featured = self->featured;
  copy->include_inactive = self->include_inactive;
  copy->with_facets = self->with_facets;
  copy->sort = self->sort;
  copy->offset = self->offset;
  copy->limit = self->limit;
  return copy;
}

void
hrt_product_query_set_text (HrtProductQuery *self, const char *text)
{
  char *copy = g_strdup (text);

  g_free (self->text);
  self->text = copy;
}

void
hrt_product_query_add_brand (HrtProductQuery *self, gint64 brand_id)
{
  if (self->brand_ids == NULL)
    self->brand_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->brand_ids, brand_id);
}

/**
 * hrt_product_query_set_ids:
 * @self: a query
 * @ids: (array length=n_ids): product ids, best first
 * @n_ids: how many; 0 finds nothing
 *
 * Only these products, e.g. the hits of the search index; with %HRT_PRODUCT_SORT_GIVEN in this
 * order.
 */
void
hrt_product_query_set_ids (HrtProductQuery *self, const gint64 *ids, gsize n_ids)
{
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_ids);
  if (n_ids > 0)
    g_array_append_vals (self->ids, ids, (guint) n_ids);
}

static void
write_ids (HrtJsonWriter *json, const char *name, GArray *ids)
{
  hrt_json_writer_name (json, name);
  hrt_json_writer_begin_array (json);
  for (guint i = 0; i < ids->len; i++)
    hrt_json_writer_int64 (json, g_array_index (ids, gint64, i));
  hrt_json_writer_end_array (json);
}

static void
write_int64 (HrtJsonWriter *json, const char *name, gint64 number)
{
  if (number == 0)
    return;
  hrt_json_writer_name (json, name);
  hrt_json_writer_int64 (json, number);
}

static void
write_flag (HrtJsonWriter *json, const char *name, gboolean value)
{
  if (!value)
    return;
  hrt_json_writer_name (json, name);
  hrt_json_writer_bool (json, TRUE);
}

/* The form that hrt.find_products() and its like take. */
char *
_hrt_product_query_dup_json (HrtProductQuery *self)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  hrt_json_writer_begin_object (json);
  if (self->text != NULL && g_utf8_validate (self->text, -1, NULL))
    {
      hrt_json_writer_name (json, "text");
      hrt_json_writer_text (json, self->text);
    }
  if (self->ids != NULL)
    write_ids (json, "ids", self->ids);
  if (self->brand_ids != NULL)
    write_ids (json, "brand_ids", self->brand_ids);
  write_int64 (json, "category_id", self->category_id);
  write_int64 (json, "price_min", MAX (self->price_min, 0));
  write_int64 (json, "price_max", MAX (self->price_max, 0));
  write_flag (json, "in_stock", self->in_stock);
  write_flag (json, "featured", self->featured);
  write_flag (json, "include_inactive", self->include_inactive);
  write_flag (json, "prices", self->with_facets);
  write_int64 (json, "offset", self->offset);
  write_int64 (json, "limit", self->limit);
  hrt_json_writer_name (json, "sort");
  hrt_json_writer_text (json, sort_names[MIN ((guint) self->sort, G_N_ELEMENTS (sort_names) - 1)]);
  hrt_json_writer_end_object (json);
  return hrt_json_writer_steal (json);
}

gboolean
hrt_product_query_equal (HrtProductQuery *self, HrtProductQuery *other)
{
  g_autofree char *mine = _hrt_product_query_dup_json (self);
  g_autofree char *theirs = _hrt_product_query_dup_json (other);

  return g_str_equal (mine, theirs);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: selling at the till. Sales that come while one is with the server go together in the
 * next call.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-private.h"

#include "hrt-journal-compare.h"

/* As many sales as one commit may carry; more wait for the next. */
#define MAX_TOGETHER 64

/* What goes to the server together. */
typedef struct
{
  HrtSales *self;   /* (owned) */
  GPtrArray *sells; /* (owned) (element-type Sell) */
  guint n_open;     /* sales that nobody has had an answer to */
} Call;

/* One sale on its way. */
typedef struct
{
  GTask *task;         /* (owned) */
  HrtSale *sale;       /* (owned) */
  char *json;          /* (owned) */
  Call *call;          /* (unowned) once it is with the server */
  HrtOutcome *outcome; /* (owned) (nullable) while the journal file is written */
} Sell;

static void
sell_free (gpointer data)
{
  Sell *sell = data;

  g_clear_object (&sell->task);
  g_clear_object (&sell->outcome);
  hrt_sale_free (sell->sale);
  g_free (sell->json);
  g_free (sell);
}

static void
call_free (Call *call)
{
  g_object_unref (call->self);
  g_ptr_array_unref (call->sells);
  g_free (call);
}

static void sell_waiting (HrtSales *self);

/* The next call begins when everybody has an answer: those who sell one after the other come
 * together again, and calls stay large (bench/sale: half the server's work for one sale). */
static void
answer (Sell *sell, const GError *error)
{
  Call *call = sell->call;

  if (error == NULL)
    g_task_return_pointer (sell->task, g_steal_pointer (&sell->outcome), g_object_unref);
  else
    g_task_return_error (sell->task, g_error_copy (error));
  if (--call->n_open > 0)
    return;
  call->self->is_selling = FALSE;
  sell_waiting (call->self);
  call_free (call);
}

static void
announce (HrtSales *self, Sell *sell)
{
  GArray *lines = _hrt_sale_get_lines (sell->sale);

  /* The lines' first member is the variant. */
  for (guint i = 0; i < lines->len; i++)
    _hrt_sales_announce_stock (self, *(gint64 *) (gpointer) (lines->data +
                                                             i * g_array_get_element_size (lines)));
  _hrt_sales_announce_order (self, sell->outcome->order_id);
}

static void
on_journal_written (gpointer sell, gpointer unused)
{
  answer (sell, NULL);
}

/* Its outcome is known. */
static void
settle (HrtSales *self, Sell *sell)
{
  char *record;

  if (hrt_outcome_is_refused (sell->outcome))
    {
      answer (sell, NULL);
      return;
    }
  announce (self, sell);
  if (self->data_dir == NULL)
    {
      answer (sell, NULL);
      return;
    }
  /* Also for a repeated one: the program may have died between the commit and the file. */
  record = hrt_journal_dup_sale (sell->json, sell->outcome->number, sell->outcome->placed_at,
                                 sell->outcome->skus);
  _hrt_sales_write_journal (self, record, on_journal_written, sell);
}

static void
on_sold (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (HrtPgResults) results = NULL;
  g_autoptr (GError) error = NULL;
  guint n = call->sells->len;

  results = hrt_pg_pool_query_finish (HRT_PG_POOL (source), result, &error);
  if (results == NULL)
    error = hrt_service_translate (g_steal_pointer (&error));
  /* The last answer frees the call. */
  for (guint i = 0; i < n; i++)
    {
      Sell *sell = g_ptr_array_index (call->sells, i);

      if (results == NULL)
        {
          answer (sell, error);
          continue;
        }
      sell->outcome = hrt_service_read_outcome (hrt_pg_results_get_rows (results, 0), i);
      settle (call->self, sell);
    }
}

static gboolean
has_key (GPtrArray *sells, const char *key)
{
  for (guint i = 0; i < sells->len; i++)
    {
      Sell *other = g_ptr_array_index (sells, i);

      if (g_strcmp0 (hrt_sale_get_key (other->sale), key) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The same sale twice in one call would be refused; the second one waits for the next call and
 * finds the first. */
static GPtrArray *
take_waiting (HrtSales *self)
{
  GPtrArray *sells = g_ptr_array_new_with_free_func (sell_free);
  GList *next;

  for (GList *l = self->waiting.head; l != NULL && sells->len < MAX_TOGETHER; l = next)
    {
      Sell *sell = l->data;

      next = l->next;
      if (has_key (sells, hrt_sale_get_key (sell->sale)))
        continue;
      g_ptr_array_add (sells, sell);
      g_queue_delete_link (&self->waiting, l);
    }
  return sells;
}

static void
sell_waiting (HrtSales *self)
{
  g_autoptr (GString) json = NULL;
  Call *call;

  if (self->is_selling || g_queue_is_empty (&self->waiting) || self->pool == NULL)
    return;
  call = g_new0 (Call, 1);
  call->self = g_object_ref (self);
  call->sells = take_waiting (self);
  call->n_open = call->sells->len;
  json = g_string_new ("[");
  for (guint i = 0; i < call->sells->len; i++)
    {
      Sell *sell = g_ptr_array_index (call->sells, i);

      sell->call = call;
      if (i > 0)
        g_string_append_c (json, ',');
      g_string_append (json, sell->json);
    }
  g_string_append_c (json, ']');
  self->is_selling = TRUE;
  hrt_pg_pool_query_async (self->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_SELL,
                           hrt_pg_params_text (hrt_pg_params_new (), json->str), NULL, on_sold,
                           call);
}

void
_hrt_sales_drop_queue (HrtSales *self)
{
  Sell *sell;

  while ((sell = g_queue_pop_head (&self->waiting)) != NULL)
    {
      g_task_return_new_error (sell->task, HRT_MODEL_ERROR, HRT_MODEL_ERROR_UNAVAILABLE, "closing");
      sell_free (sell);
    }
}

/**
 * hrt_sales_sell_async:
 * @self: the sales
 * @sale: (transfer full): what is sold
 * @cancellable: (nullable): not used once the sale is on its way: whoever gives up asks again with
 * the same key
 * @callback: called when the sale is durable in the database and in the journal file, or refused
 * @user_data: for @callback
 *
 * Outcomes "sold", "already_sold" (the key is known; the same answer again) and "refused". While
 * one call is under way, further sales wait and go together in the next: the busier, the cheaper.
 *
 * Errors: %HRT_MODEL_ERROR_UNAVAILABLE: nothing is known to have happened; ask again with the same
 * key
 */
void
hrt_sales_sell_async (HrtSales *self,
                      HrtSale *sale,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Sell *sell = g_new0 (Sell, 1);

  sell->task = hrt_service_task (self, hrt_sales_sell_async, cancellable, callback, user_data);
  sell->sale = sale;
  sell->json = hrt_sale_dup_json (sale);
  g_queue_push_tail (&self->waiting, sell);
  sell_waiting (self);
}

HrtOutcome *
hrt_sales_sell_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_sell_async, error);
}

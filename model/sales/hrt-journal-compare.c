/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Reads the journal file, asks the database which of its sales it does not know, and has those
 * sold again as they were; what cannot be is named.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-journal-compare.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/base/hrt-json-writer.h"
#include "model/pg/hrt-journal-file.h"
#include "model/shop/hrt-refusal.h"

#define ASK_AT_ONCE    5000
#define REPLAY_AT_ONCE 50
/* Of a disk that lies about what it has written, a week is more than is lost. */
#define SETTLED_SECS (7 * 24 * 3600)

typedef struct
{
  char *key;     /* (owned) */
  char *number;  /* (owned) */
  char *payload; /* (owned) */
} Sale;

typedef struct
{
  HrtPgPool *pool;        /* (owned) */
  char *data_dir;         /* (owned) */
  GPtrArray *sales;       /* (owned) (element-type Sale) of the journal */
  GHashTable *by_key;     /* (owned) key → Sale in @sales */
  GPtrArray *lost;        /* (owned) (element-type Sale), unowned elements */
  guint n_asked;          /* of @sales */
  guint n_replayed;       /* of @lost, tried */
  guint n_tried;          /* of these in the last call */
  gboolean is_one_by_one; /* since a call failed because of one of its sales */
  GHashTable *marks;      /* (owned) name → HrtJournalMark: files that are not read */
  GHashTable *read;       /* (owned) name → HrtJournalMark: those that were, and are whole */
  gboolean is_noted;
  HrtJournalComparison *result; /* (owned) (nullable) */
} Compare;

static void advance (GTask *task);

static void
sale_free (gpointer data)
{
  Sale *sale = data;

  g_free (sale->key);
  g_free (sale->number);
  g_free (sale->payload);
  g_free (sale);
}

void
hrt_journal_comparison_free (HrtJournalComparison *self)
{
  g_ptr_array_unref (self->replayed);
  g_ptr_array_unref (self->unresolved);
  g_ptr_array_unref (self->tails);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

static void
compare_free (gpointer data)
{
  Compare *compare = data;

  g_object_unref (compare->pool);
  g_free (compare->data_dir);
  g_ptr_array_unref (compare->sales);
  g_ptr_array_unref (compare->lost);
  g_hash_table_unref (compare->by_key);
  g_hash_table_unref (compare->marks);
  g_hash_table_unref (compare->read);
  g_clear_pointer (&compare->result, hrt_journal_comparison_free);
  g_free (compare);
}

static Sale *
parse_sale (const char *payload)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonObject *object;
  const char *key;
  Sale *sale;

  if (!json_parser_load_from_data (parser, payload, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  key = json_object_get_string_member_with_default (object, "key", "");
  if (!g_uuid_string_is_valid (key))
    return NULL;
  sale = g_new0 (Sale, 1);
  sale->key = g_ascii_strdown (key, -1);
  sale->number = g_strdup (json_object_get_string_member_with_default (object, "number", key));
  sale->payload = g_strdup (payload);
  return sale;
}

static gboolean
on_record (const HrtJournalRecord *record, gpointer user_data)
{
  Compare *compare = user_data;
  Sale *sale;

  if (strcmp (record->kind, "sale") != 0)
    return TRUE;
  sale = parse_sale (record->payload);
  if (sale == NULL)
    {
      g_ptr_array_add (compare->result->unresolved,
                       /* Translators: %s is a time. */
                       g_strdup_printf (_ ("%s: the record cannot be read"), record->time));
      return TRUE;
    }
  if (g_hash_table_contains (compare->by_key, sale->key)) /* confirmed twice */
    {
      sale_free (sale);
      return TRUE;
    }
  g_ptr_array_add (compare->sales, sale);
  g_hash_table_replace (compare->by_key, sale->key, sale);
  return TRUE;
}

static void
read_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Compare *compare = task_data;

  compare->result->problems =
      hrt_journal_read_unmarked (compare->data_dir, compare->marks, on_record, compare,
                                 compare->read, compare->result->tails);
  compare->result->n_sales = compare->sales->len;
  g_task_return_boolean (task, TRUE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
  advance (user_data);
}

/* The whole comparison is over. Takes @error. */
static void
fail (GTask *task, GError *error)
{
  g_prefix_error (&error, "comparing the journal: ");
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes the answer of one query; NULL when the whole comparison has failed and is over. */
static HrtPgResults *
take_answer (GTask *task, GAsyncResult *result)
{
  Compare *compare = g_task_get_task_data (task);
  GError *error = NULL;
  HrtPgResults *results = hrt_pg_pool_query_finish (compare->pool, result, &error);

  if (results == NULL)
    fail (task, error);
  return results;
}

static void
read_files (GTask *task)
{
  g_autoptr (GTask) reading = g_task_new (NULL, NULL, on_read, task);

  g_task_set_source_tag (reading, read_files);
  g_task_set_task_data (reading, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (reading, read_in_worker);
}

static void
on_marks_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Compare *compare = g_task_get_task_data (task);
  g_autoptr (HrtPgResults) results = take_answer (task, result);
  HrtPgRows *rows;

  if (results == NULL)
    return;
  rows = hrt_pg_results_get_rows (results, 0);
  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    {
      HrtJournalMark *mark = g_new0 (HrtJournalMark, 1);

      mark->size = hrt_pg_rows_get_int64 (rows, i, hrt_pg_rows_find_column (rows, "size"));
      g_strlcpy (mark->head, hrt_pg_rows_get_text (rows, i, hrt_pg_rows_find_column (rows, "head")),
                 sizeof mark->head);
      g_hash_table_replace (
          compare->marks,
          g_strdup (hrt_pg_rows_get_text (rows, i, hrt_pg_rows_find_column (rows, "name"))), mark);
    }
  read_files (task);
}

/* The next time they are read again: slower, not wrong. */
static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Compare *compare = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results = hrt_pg_pool_query_finish (compare->pool, result, &error);

  if (results == NULL)
    g_message ("what was compared could not be noted: %s", error->message);
  advance (task);
}

/* Only when all is well: what is missing is told at every start, until it is there. */
static void
note (GTask *task)
{
  Compare *compare = g_task_get_task_data (task);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, -SETTLED_SECS);
  g_autofree char *settled = g_date_time_format (then, "%Y-%m-%dT%H:%M:%S");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  HrtJournalMark *mark;
  GHashTableIter iter;
  gpointer name;

  compare->is_noted = TRUE;
  g_hash_table_iter_init (&iter, compare->read);
  while (compare->result->problems->len == 0 && compare->result->unresolved->len == 0 &&
         g_hash_table_iter_next (&iter, &name, (gpointer *) &mark))
    if (strcmp (mark->last_time, settled) < 0)
      {
        gint64 size = mark->size;

        g_ptr_array_add (names, name);
        g_ptr_array_add (heads, mark->head);
        g_array_append_val (sizes, size);
      }
  if (names->len == 0)
    {
      advance (task);
      return;
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (heads, NULL);
  hrt_pg_pool_query_async (
      compare->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_NOTE_COMPARED_JOURNALS,
      hrt_pg_params_text_array (
          hrt_pg_params_int64_array (hrt_pg_params_text_array (hrt_pg_params_new (),
                                                               (const char *const *) names->pdata),
                                     (const gint64 *) (gpointer) sizes->data, sizes->len),
          (const char *const *) heads->pdata),
      g_task_get_cancellable (task), on_noted, task);
}

static void
on_unknown_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Compare *compare = g_task_get_task_data (task);
  g_autoptr (HrtPgResults) results = take_answer (task, result);
  HrtPgRows *rows;
  int column;

  if (results == NULL)
    return;
  rows = hrt_pg_results_get_rows (results, 0);
  column = hrt_pg_rows_find_column (rows, "key");
  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    {
      Sale *sale = g_hash_table_lookup (compare->by_key, hrt_pg_rows_get_text (rows, i, column));

      if (sale != NULL)
        g_ptr_array_add (compare->lost, sale);
    }
  advance (task);
}

static void
ask (GTask *task)
{
  Compare *compare = g_task_get_task_data (task);
  guint end = MIN (compare->n_asked + ASK_AT_ONCE, compare->sales->len);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (; compare->n_asked < end; compare->n_asked++)
    g_ptr_array_add (keys, ((Sale *) g_ptr_array_index (compare->sales, compare->n_asked))->key);
  g_ptr_array_add (keys, NULL);
  hrt_pg_pool_query_async (compare->pool, HRT_PG_LANE_REPORT, HRT_STATEMENT_SALES_FIND_UNKNOWN_KEYS,
                           hrt_pg_params_text_array (hrt_pg_params_new (),
                                                     (const char *const *) keys->pdata),
                           g_task_get_cancellable (task), on_unknown_found, task);
}

static const char *
translate (const char *msgid, gpointer user_data)
{
  return _ (msgid);
}

/* "TILL-7: Gitar is not for sale; the price is outside its limits" */
static char *
dup_reasons (Sale *sale, const char *problems)
{
  g_autoptr (GPtrArray) refusals = hrt_refusal_list_from_json (problems);
  g_autoptr (GString) text = g_string_new (sale->number);

  for (guint i = 0; i < refusals->len; i++)
    {
      g_autofree char *reason =
          hrt_refusal_dup_text (g_ptr_array_index (refusals, i), translate, NULL);

      g_string_append_printf (text, "%s%s", i == 0 ? ": " : "; ", reason);
    }
  return g_strdup (text->str);
}

static void
note_outcome (Compare *compare, HrtPgRows *rows, guint row)
{
  const char *key = hrt_pg_rows_get_text (rows, row, hrt_pg_rows_find_column (rows, "key"));
  const char *outcome = hrt_pg_rows_get_text (rows, row, hrt_pg_rows_find_column (rows, "outcome"));
  const char *problems =
      hrt_pg_rows_get_text (rows, row, hrt_pg_rows_find_column (rows, "problems"));
  Sale *sale = key != NULL ? g_hash_table_lookup (compare->by_key, key) : NULL;

  if (sale == NULL)
    return;
  if (g_strcmp0 (outcome, "refused") != 0)
    {
      g_message ("sale %s was lost by the database and is back", sale->number);
      g_ptr_array_add (compare->result->replayed, g_strdup (sale->number));
      compare->result->n_replayed++;
      return;
    }
  g_ptr_array_add (compare->result->unresolved, dup_reasons (sale, problems));
}

/* Is it one of the sales that the database cannot take, and not the database? */
static gboolean
is_of_one_sale (const GError *error)
{
  static const int codes[] = { HRT_PG_ERROR_UNIQUE,   HRT_PG_ERROR_FOREIGN_KEY, HRT_PG_ERROR_CHECK,
                               HRT_PG_ERROR_NOT_NULL, HRT_PG_ERROR_REFUSED,     HRT_PG_ERROR_DATA };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, HRT_PG_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}

/* One of the sales undid the whole call: the others come alone, and that one is named. */
static void
go_on_without (Compare *compare, const GError *error)
{
  Sale *last = g_ptr_array_index (compare->lost, compare->n_replayed - 1);

  g_message ("bringing back %u sales up to %s: %s", compare->n_tried, last->number, error->message);
  compare->is_one_by_one = TRUE;
  if (compare->n_tried > 1)
    compare->n_replayed -= compare->n_tried;
  else
    g_ptr_array_add (compare->result->unresolved,
                     /* Translators: the first %s is the number of a sale, the second what the
                      * database said, in English. */
                     g_strdup_printf (_ ("%s: the database cannot take it (%s)"), last->number,
                                      error->message));
}

static void
on_replayed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Compare *compare = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HrtPgResults) results = hrt_pg_pool_query_finish (compare->pool, result, &error);
  HrtPgRows *rows = results != NULL ? hrt_pg_results_get_rows (results, 0) : NULL;

  if (results == NULL && !is_of_one_sale (error))
    {
      fail (task, error);
      return;
    }
  if (results == NULL)
    go_on_without (compare, error);
  for (guint i = 0; rows != NULL && i < hrt_pg_rows_get_n (rows); i++)
    note_outcome (compare, rows, i);
  g_clear_error (&error);
  advance (task);
}

/* The numbers of the lost sales that the next calls bring: no order may get one of them before. */
static HrtPgParams *
add_later_numbers (HrtPgParams *params, Compare *compare)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();

  for (guint i = compare->n_replayed; i < compare->lost->len; i++)
    g_ptr_array_add (numbers, ((Sale *) g_ptr_array_index (compare->lost, i))->number);
  g_ptr_array_add (numbers, NULL);
  return hrt_pg_params_text_array (params, (const char *const *) numbers->pdata);
}

static void
replay (GTask *task)
{
  Compare *compare = g_task_get_task_data (task);
  guint begin = compare->n_replayed;
  guint end = MIN (begin + (compare->is_one_by_one ? 1 : REPLAY_AT_ONCE), compare->lost->len);
  g_autoptr (GString) sales = g_string_new ("[");
  HrtPgParams *params;

  for (; compare->n_replayed < end; compare->n_replayed++)
    {
      Sale *sale = g_ptr_array_index (compare->lost, compare->n_replayed);

      g_string_append (sales, sales->len > 1 ? "," : "");
      g_string_append (sales, sale->payload);
    }
  compare->n_tried = end - begin;
  g_string_append_c (sales, ']');
  params = add_later_numbers (hrt_pg_params_text (hrt_pg_params_new (), sales->str), compare);
  hrt_pg_pool_query_async (compare->pool, HRT_PG_LANE_WRITE, HRT_STATEMENT_SALES_REPLAY_SALES,
                           params, g_task_get_cancellable (task), on_replayed, task);
}

/* One step after the other: all keys asked for, then all lost sales replayed, then what is well
 * noted, then done. */
static void
advance (GTask *task)
{
  Compare *compare = g_task_get_task_data (task);

  if (compare->n_asked < compare->sales->len)
    ask (task);
  else if (compare->n_replayed < compare->lost->len)
    replay (task);
  else if (!compare->is_noted)
    note (task);
  else
    {
      g_task_return_pointer (task, g_steal_pointer (&compare->result),
                             (GDestroyNotify) hrt_journal_comparison_free);
      g_object_unref (task);
    }
}

/**
 * hrt_journal_compare_async:
 * @pool: a pool of the staff or owner role
 * @data_dir: the shop's data folder
 * @is_full: read every file; else those are passed over that are as they were when they were last
 * compared, if their newest sale was a week old by then
 * @cancellable: (nullable): stops between two steps
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Compares the journal file with the database and brings back what the database has lost. Safe to
 * repeat, and safe beside a running shop: a sale is known by its key. What has been compared is
 * remembered in the database, which forgets it together with the sales when it loses its end or is
 * another one.
 *
 * Errors: `HRT_PG_ERROR` when the database cannot be asked; `G_IO_ERROR_CANCELLED`. A damaged
 * journal is no error but stands in the result.
 */
void
hrt_journal_compare_async (HrtPgPool *pool,
                           const char *data_dir,
                           gboolean is_full,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Compare *compare;

  g_return_if_fail (HRT_IS_PG_POOL (pool));
  g_return_if_fail (data_dir != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hrt_journal_compare_async);
  compare = g_new0 (Compare, 1);
  compare->pool = g_object_ref (pool);
  compare->data_dir = g_strdup (data_dir);
  compare->sales = g_ptr_array_new_with_free_func (sale_free);
  compare->lost = g_ptr_array_new ();
  compare->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  compare->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  compare->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  compare->result = g_new0 (HrtJournalComparison, 1);
  compare->result->replayed = g_ptr_array_new_with_free_func (g_free);
  compare->result->unresolved = g_ptr_array_new_with_free_func (g_free);
  compare->result->tails = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, compare, compare_free);

  if (is_full)
    read_files (task);
  else
    hrt_pg_pool_query_async (pool, HRT_PG_LANE_REPORT, HRT_STATEMENT_SALES_LIST_COMPARED_JOURNALS,
                             NULL, cancellable, on_marks_listed, task);
}

HrtJournalComparison *
hrt_journal_compare_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hrt_journal_dup_sale:
 * @sale: the JSON object that was given to hrt.sell()
 * @number: the number it got
 * @placed_at: microseconds since 1970, UTC
 * @skus: (nullable): JSON array of the lines' SKUs, in order
 *
 * Returns: (transfer full): the payload of the journal's "sale" record: all that hrt.replay_sales()
 * needs to make the same sale again
 */
char *
hrt_journal_dup_sale (const char *sale, const char *number, gint64 placed_at, const char *skus)
{
  g_autoptr (HrtJsonWriter) writer = hrt_json_writer_new ();
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (placed_at / G_USEC_PER_SEC);
  g_autofree char *time = NULL;
  g_autofree char *stamp = NULL;
  const char *end;

  g_return_val_if_fail (sale != NULL && number != NULL && second != NULL, NULL);
  end = strrchr (sale, '}');
  g_return_val_if_fail (end != NULL, NULL);
  time = g_date_time_format (second, "%Y-%m-%dT%H:%M:%S");
  stamp = g_strdup_printf ("%s.%06dZ", time, (int) (placed_at % G_USEC_PER_SEC));
  hrt_json_writer_begin_object (writer);
  hrt_json_writer_name (writer, "number");
  hrt_json_writer_text (writer, number);
  hrt_json_writer_name (writer, "placed_at");
  hrt_json_writer_text (writer, stamp);
  hrt_json_writer_end_object (writer);
  /* Ids are given a second time after a restore, a SKU stays what it is. */
  if (skus != NULL)
    return g_strdup_printf ("%.*s,\"skus\":%s,%s", (int) (end - sale), sale, skus,
                            hrt_json_writer_peek (writer) + 1);
  return g_strdup_printf ("%.*s,%s", (int) (end - sale), sale, hrt_json_writer_peek (writer) + 1);
}

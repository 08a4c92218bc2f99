/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSales: the ticket at the till, durable line by line.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-private.h"

/* What was asked for, to fill in what the first answer cannot know yet. */
typedef struct
{
  gint64 till_id;
  gint64 staff_id;
} Asker;

static HrtTillTicketLine *
read_line (HrtPgRows *rows, guint row)
{
  HrtTillTicketLine *line = hrt_service_read_row (rows, row, HRT_TYPE_TILL_TICKET_LINE);

  /* "total" and "tax" of the row are the ticket's. */
  line->total = hrt_pg_rows_get_int64 (rows, row, hrt_pg_rows_find_column (rows, "line_total"));
  line->tax = 0;
  line->ticket_id =
      g_strdup (hrt_pg_rows_get_text (rows, row, hrt_pg_rows_find_column (rows, "id")));
  return line;
}

static HrtTillTicket *
begin_ticket (HrtPgRows *rows, guint row)
{
  HrtTillTicket *ticket = hrt_service_read_row (rows, row, HRT_TYPE_TILL_TICKET);

  ticket->lines = g_ptr_array_new_with_free_func (g_object_unref);
  ticket->refusals = hrt_refusal_list_from_json (
      hrt_pg_rows_get_text (rows, row, hrt_pg_rows_find_column (rows, "problems")));
  return ticket;
}

/* Rows of several tickets, those of one together; an empty ticket is one row without a line. */
static GPtrArray *
read_tickets (HrtPgRows *rows)
{
  GPtrArray *tickets = g_ptr_array_new_with_free_func (g_object_unref);
  int line_column = hrt_pg_rows_find_column (rows, "line_no");
  int id_column = hrt_pg_rows_find_column (rows, "id");
  HrtTillTicket *ticket = NULL;

  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    {
      if (ticket == NULL || g_strcmp0 (ticket->id, hrt_pg_rows_get_text (rows, i, id_column)) != 0)
        {
          ticket = begin_ticket (rows, i);
          g_ptr_array_add (tickets, ticket);
        }
      if (!hrt_pg_rows_is_null (rows, i, line_column))
        {
          HrtTillTicketLine *line = read_line (rows, i);

          g_ptr_array_add (ticket->lines, line);
          ticket->n_lines++;
          ticket->n_pieces += line->quantity;
        }
    }
  return tickets;
}

static gpointer
read_ticket (HrtPgResults *results, GTask *task, GError **error)
{
  g_autoptr (GPtrArray) tickets = read_tickets (hrt_pg_results_get_rows (results, 0));
  const Asker *asker = g_task_get_task_data (task);
  HrtTillTicket *ticket;

  if (tickets->len == 0)
    {
      g_set_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND, "no such ticket");
      return NULL;
    }
  ticket = g_object_ref (g_ptr_array_index (tickets, 0));
  if (asker != NULL && ticket->till_id == 0)
    {
      ticket->till_id = asker->till_id;
      ticket->staff_id = asker->staff_id;
    }
  return ticket;
}

static void
ask (GTask *task, HrtSales *self, HrtStatement statement, HrtPgParams *params)
{
  hrt_service_query (task, self->pool, HRT_PG_LANE_WRITE, statement, params, read_ticket,
                     g_object_unref);
}

static void
set_asker (GTask *task, gint64 till_id, gint64 staff_id)
{
  Asker asker = { till_id, staff_id };

  g_task_set_task_data (task, g_memdup2 (&asker, sizeof asker), g_free);
}

/**
 * hrt_sales_set_ticket_line_async:
 * @self: the sales
 * @ticket: a UUID that the till made at the first line; it becomes the sale's key
 * @till_id: which till
 * @staff_id: who scans
 * @variant_id: what
 * @quantity: pieces that are on the ticket then, 0 to 9999; 0 takes the line away
 * @unit_price: rupiah, as the customer was told; -1 for the catalogue's
 * @cancellable: (nullable): to give up
 * @callback: called when the line is durable
 * @user_data: for @callback
 *
 * Safe to repeat: it says how many, not how many more. The whole ticket comes back, priced; with
 * refusals it is as it was before.
 *
 * Errors: %HRT_MODEL_ERROR_NOT_ALLOWED
 */
void
hrt_sales_set_ticket_line_async (HrtSales *self,
                                 const char *ticket,
                                 gint64 till_id,
                                 gint64 staff_id,
                                 gint64 variant_id,
                                 gint64 quantity,
                                 gint64 unit_price,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task =
      hrt_service_task (self, hrt_sales_set_ticket_line_async, cancellable, callback, user_data);
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), ticket), till_id);

  hrt_pg_params_int64 (hrt_pg_params_int64 (params, staff_id), variant_id);
  hrt_pg_params_int64 (params, quantity);
  if (unit_price >= 0)
    hrt_pg_params_int64 (params, unit_price);
  else
    hrt_pg_params_null (params);
  set_asker (task, till_id, staff_id);
  ask (task, self, HRT_STATEMENT_SALES_TICKET_SET_LINE, params);
}

HrtTillTicket *
hrt_sales_set_ticket_line_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_set_ticket_line_async, error);
}

void
hrt_sales_void_ticket_async (HrtSales *self,
                             const char *ticket,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ask (hrt_service_task (self, hrt_sales_void_ticket_async, cancellable, callback, user_data), self,
       HRT_STATEMENT_SALES_TICKET_VOID, hrt_pg_params_text (hrt_pg_params_new (), ticket));
}

HrtTillTicket *
hrt_sales_void_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_void_ticket_async, error);
}

void
hrt_sales_park_ticket_async (HrtSales *self,
                             const char *ticket,
                             const char *note,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ask (hrt_service_task (self, hrt_sales_park_ticket_async, cancellable, callback, user_data), self,
       HRT_STATEMENT_SALES_TICKET_PARK,
       hrt_pg_params_text (hrt_pg_params_text (hrt_pg_params_new (), ticket), note));
}

HrtTillTicket *
hrt_sales_park_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_park_ticket_async, error);
}

void
hrt_sales_resume_ticket_async (HrtSales *self,
                               const char *ticket,
                               gint64 till_id,
                               gint64 staff_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  HrtPgParams *params =
      hrt_pg_params_int64 (hrt_pg_params_text (hrt_pg_params_new (), ticket), till_id);

  ask (hrt_service_task (self, hrt_sales_resume_ticket_async, cancellable, callback, user_data),
       self, HRT_STATEMENT_SALES_TICKET_RESUME, hrt_pg_params_int64 (params, staff_id));
}

HrtTillTicket *
hrt_sales_resume_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_resume_ticket_async, error);
}

void
hrt_sales_load_ticket_async (HrtSales *self,
                             const char *ticket,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ask (hrt_service_task (self, hrt_sales_load_ticket_async, cancellable, callback, user_data), self,
       HRT_STATEMENT_SALES_TICKET_GET, hrt_pg_params_text (hrt_pg_params_new (), ticket));
}

HrtTillTicket *
hrt_sales_load_ticket_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_load_ticket_async, error);
}

static gpointer
read_all (HrtPgResults *results, GTask *task, GError **error)
{
  return read_tickets (hrt_pg_results_get_rows (results, 0));
}

void
hrt_sales_list_tickets_async (HrtSales *self,
                              gint64 till_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  hrt_service_query (hrt_service_task (self, hrt_sales_list_tickets_async, cancellable, callback,
                                       user_data),
                     self->pool, HRT_PG_LANE_READ, HRT_STATEMENT_SALES_LIST_TICKETS,
                     hrt_pg_params_int64 (hrt_pg_params_new (), till_id), read_all,
                     (GDestroyNotify) g_ptr_array_unref);
}

/**
 * hrt_sales_list_tickets_finish:
 * @self: the sales
 * @result: of the call
 * @error: where to store an error, or %NULL
 *
 * Returns: (transfer full) (element-type HrtTillTicket): the open and the parked ones, the one last
 * touched first
 */
GPtrArray *
hrt_sales_list_tickets_finish (HrtSales *self, GAsyncResult *result, GError **error)
{
  return hrt_service_finish (self, result, hrt_sales_list_tickets_async, error);
}

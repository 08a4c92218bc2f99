/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Sells three lines at a time from several connections at once, either through hrt.sell or through
 * the statements that an object-relational mapper sends, one round trip each. Prints one JSON
 * object: sales per second, retries. Before it comes a line when the clock starts, so that whoever
 * counts the server's CPU leaves out connecting and warming up as well.
 *
 *   bench-sale CONNINFO sell|naive CLIENTS SECONDS FIRST_VARIANT N_VARIANTS TILL SHIFT STAFF
 * LOCATION
 *
 * N_VARIANTS = 3 makes everybody buy the same goods.
 */

#include <glib.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#define LINES 3

typedef struct
{
  const char *conninfo;
  gboolean naive;
  gint64 length_us;
  gint64 first_variant;
  gint64 n_variants;
  const char *till, *shift, *staff, *location;
  guint number;
  guint n_clients;
} Job;

typedef struct
{
  guint sold;
  guint retried;
  double seconds;
  PGconn *connection; /* kept until the result is printed: its server counts as long as it lives */
} Tally;

/* A till's connection is open all day: plans are made before the clock starts, and it starts for
 * all at once. */
#define WARM_UP 5
static GMutex start_lock;
static GCond start_cond;
static guint n_waiting;

static void
wait_for_all (guint n_clients)
{
  g_mutex_lock (&start_lock);
  n_waiting++;
  if (n_waiting == n_clients)
    g_print ("start\n");
  g_cond_broadcast (&start_cond);
  while (n_waiting < n_clients)
    g_cond_wait (&start_cond, &start_lock);
  g_mutex_unlock (&start_lock);
}

typedef struct
{
  PGconn *connection;
  gboolean failed; /* the transaction is lost: a deadlock or a serialization failure */
} Line;

/* One statement, one round trip; the first column of the first row, or "". */
static const char *
ask (Line *line, char *answer, gsize size, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sql = NULL;
  PGresult *result;

  answer[0] = '\0';
  if (line->failed)
    return answer;
  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  result = PQexec (line->connection, sql);
  if (PQresultStatus (result) == PGRES_TUPLES_OK)
    {
      if (PQntuples (result) > 0)
        g_strlcpy (answer, PQgetvalue (result, 0, 0), size);
    }
  else if (PQresultStatus (result) != PGRES_COMMAND_OK)
    {
      const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);

      if (g_strcmp0 (state, "40P01") != 0 && g_strcmp0 (state, "40001") != 0)
        g_error ("%s: %s", sql, PQresultErrorMessage (result));
      line->failed = TRUE;
    }
  PQclear (result);
  return answer;
}

static void
pick_variants (const Job *job, GRand *rand, gint64 *variants)
{
  for (guint i = 0; i < LINES; i++)
    variants[i] = job->first_variant +
                  (job->n_variants == LINES
                       ? i
                       : g_rand_int_range (rand, 0, job->n_variants / LINES) * LINES + i);
}

static gboolean
sell (const Job *job, Line *line, const gint64 *variants)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GString) sale = g_string_new (NULL);
  const char *values[1];
  PGresult *result;

  g_string_printf (
      sale,
      "[{\"key\":\"%s\",\"till_id\":%s,\"shift_id\":%s,\"staff_id\":%s,\"location_id\":%s,"
      "\"lines\":[",
      key, job->till, job->shift, job->staff, job->location);
  for (guint i = 0; i < LINES; i++)
    g_string_append_printf (sale,
                            "%s{\"variant_id\":%" G_GINT64_FORMAT
                            ",\"quantity\":1,\"unit_price\":100000}",
                            i ? "," : "", variants[i]);
  g_string_append (sale,
                   "],\"tenders\":[{\"method\":\"cash\",\"amount\":300000,\"tendered\":300000}]}]");
  values[0] = sale->str;
  result = PQexecPrepared (line->connection, "sell", 1, values, NULL, NULL, 0);
  if (PQresultStatus (result) != PGRES_TUPLES_OK || strcmp (PQgetvalue (result, 0, 0), "sold") != 0)
    g_error ("sale refused: %s", PQresultErrorMessage (result));
  PQclear (result);
  return TRUE;
}

static void
sell_one_line_naively (const Job *job, Line *line, const char *order, guint line_no, gint64 variant)
{
  char answer[64];

  ask (line, answer, sizeof answer, "select price from hrt.variant where id = %" G_GINT64_FORMAT,
       variant);
  ask (line, answer, sizeof answer,
       "select on_hand from hrt.stock_level where variant_id = %" G_GINT64_FORMAT
       " and location_id = %s for update",
       variant, job->location);
  ask (line, answer, sizeof answer,
       "update hrt.stock_level set on_hand = on_hand - 1 where variant_id = %" G_GINT64_FORMAT
       " and location_id = %s",
       variant, job->location);
  ask (line, answer, sizeof answer,
       "insert into hrt.order_line (order_id, line_no, variant_id, sku, product_name, "
       "variant_name, quantity,"
       " unit_price, tax, total) values (%s, %u, %" G_GINT64_FORMAT
       ", 'S', 'N', '', 1, 100000, 0, 100000)",
       order, line_no, variant);
  ask (line, answer, sizeof answer,
       "insert into hrt.stock_movement (variant_id, location_id, quantity, reason, order_id)"
       " values (%" G_GINT64_FORMAT ", %s, -1, 'sale', %s)",
       variant, job->location, order);
}

static gboolean
sell_naively (const Job *job, Line *line, const gint64 *variants)
{
  char order[64];
  char answer[64];

  ask (line, answer, sizeof answer, "begin");
  ask (line, order, sizeof order,
       "insert into hrt.sales_order (key, number, channel, status, payment_status, "
       "fulfilment_status, location_id,"
       " payment_method, subtotal, tax, total, tax_included, shift_id, staff_id) values "
       "(gen_random_uuid(),"
       " 'N-' || nextval('hrt.order_number_seq'), 'till', 'completed', 'paid', 'handed_over', %s, "
       "'cash', 300000, 0,"
       " 300000, true, %s, %s) returning id",
       job->location, job->shift, job->staff);
  for (guint i = 0; i < LINES; i++)
    sell_one_line_naively (job, line, order, i + 1, variants[i]);
  ask (line, answer, sizeof answer,
       "insert into hrt.payment (key, order_id, method, amount, tendered, change) values "
       "(gen_random_uuid(), %s,"
       " 'cash', 300000, 300000, 0)",
       order);
  ask (line, answer, sizeof answer, line->failed ? "rollback" : "commit");
  return !line->failed;
}

static gpointer
run_client (gpointer data)
{
  const Job *job = data;
  Tally *tally = g_new0 (Tally, 1);
  Line line = { PQconnectdb (job->conninfo), FALSE };
  g_autoptr (GRand) rand = g_rand_new_with_seed (job->number + 1);
  gint64 start;

  if (PQstatus (line.connection) != CONNECTION_OK)
    g_error ("%s", PQerrorMessage (line.connection));
  PQclear (PQprepare (line.connection, "sell", "select outcome from hrt.sell($1)", 1, NULL));
  for (guint i = 0; i < WARM_UP; i++)
    {
      gint64 variants[LINES];

      pick_variants (job, rand, variants);
      line.failed = FALSE;
      if (!(job->naive ? sell_naively (job, &line, variants) : sell (job, &line, variants)))
        PQclear (PQexec (line.connection, "rollback"));
    }
  wait_for_all (job->n_clients);
  start = g_get_monotonic_time ();
  while (g_get_monotonic_time () < start + job->length_us)
    {
      gint64 variants[LINES];

      pick_variants (job, rand, variants);
      line.failed = FALSE;
      if (job->naive ? sell_naively (job, &line, variants) : sell (job, &line, variants))
        tally->sold++;
      else
        {
          tally->retried++;
          PQclear (PQexec (line.connection, "rollback"));
        }
    }
  tally->seconds = (g_get_monotonic_time () - start) / 1e6;
  tally->connection = line.connection;
  return tally;
}

int
main (int argc, char **argv)
{
  guint n_clients = argc > 10 ? g_ascii_strtoull (argv[3], NULL, 10) : 0;
  guint seconds = argc > 10 ? g_ascii_strtoull (argv[4], NULL, 10) : 0;
  g_autofree Job *jobs = g_new0 (Job, n_clients + 1);
  g_autofree GThread **threads = g_new0 (GThread *, n_clients + 1);
  g_autofree Tally **tallies = g_new0 (Tally *, n_clients + 1);
  double per_second = 0;
  guint sold = 0;
  guint retried = 0;

  if (n_clients == 0)
    g_error ("see the head of this file for the arguments");
  for (guint i = 0; i < n_clients; i++)
    {
      jobs[i] = (Job){ .conninfo = argv[1],
                       .naive = strcmp (argv[2], "naive") == 0,
                       .length_us = (gint64) seconds * G_USEC_PER_SEC,
                       .n_clients = n_clients,
                       .first_variant = g_ascii_strtoll (argv[5], NULL, 10),
                       .n_variants = g_ascii_strtoll (argv[6], NULL, 10),
                       .till = argv[7],
                       .shift = argv[8],
                       .staff = argv[9],
                       .location = argv[10],
                       .number = i };
      threads[i] = g_thread_new ("client", run_client, &jobs[i]);
    }
  for (guint i = 0; i < n_clients; i++)
    {
      Tally *tally = tallies[i] = g_thread_join (threads[i]);

      sold += tally->sold;
      per_second += tally->sold / tally->seconds;
      retried += tally->retried;
    }
  g_print ("{\"sold\": %u, \"per_second\": %.1f, \"retried\": %u}\n", sold, per_second, retried);
  for (guint i = 0; i < n_clients; i++)
    {
      PQfinish (tallies[i]->connection);
      g_free (tallies[i]);
    }
  return 0;
}

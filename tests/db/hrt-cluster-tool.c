/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A user of the private cluster for test-cluster.py: opens it, tells of it line by line, holds it
 * until its standard input ends, closes it.
 */

#define G_LOG_DOMAIN "hrt-test"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <unistd.h>

#include "model/pg/hrt-pg-cluster.h"

typedef struct
{
  GMainLoop *loop;
  HrtPgCluster *cluster;
  int status;
  char byte;
} Tool;

static void
say (const char *key, const char *value)
{
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);
  g_autofree char *one_line = g_strjoinv ("\\n", lines);

  printf ("%s %s\n", key, one_line);
  fflush (stdout);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tool *tool = user_data;

  hrt_pg_cluster_close_finish (HRT_PG_CLUSTER (source), result, NULL);
  say ("closed", "");
  g_main_loop_quit (tool->loop);
}

static void
on_input (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tool *tool = user_data;

  g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  hrt_pg_cluster_close_async (tool->cluster, on_closed, tool);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tool *tool = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = NULL;
  g_autofree char *conninfo = NULL;

  if (!hrt_pg_cluster_open_finish (tool->cluster, result, &error))
    {
      g_autofree char *code = g_strdup_printf ("%d", error->code);

      say ("code", code);
      say ("error", error->message);
      tool->status = 1;
      g_main_loop_quit (tool->loop);
      return;
    }
  conninfo = hrt_pg_cluster_dup_conninfo (tool->cluster, HRT_PG_ROLE_OWNER);
  say ("conninfo", conninfo);
  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_input_stream_read_async (input, &tool->byte, 1, G_PRIORITY_DEFAULT, NULL, on_input, tool);
}

static void
on_progress (HrtPgCluster *cluster, int stage, double fraction, gpointer user_data)
{
  g_autofree char *text = g_strdup_printf ("%d", stage);

  say ("stage", text);
}

static void
on_failed (HrtPgCluster *cluster, GError *error, gpointer user_data)
{
  say ("failed", error->message);
}

int
main (int argc, char **argv)
{
  Tool tool = { .loop = g_main_loop_new (NULL, FALSE) };

  if (argc != 2)
    return 2;
  tool.cluster = hrt_pg_cluster_new (argv[1]);
  g_signal_connect (tool.cluster, "progress", G_CALLBACK (on_progress), NULL);
  g_signal_connect (tool.cluster, "failed", G_CALLBACK (on_failed), NULL);
  hrt_pg_cluster_open_async (tool.cluster, NULL, on_opened, &tool);
  g_main_loop_run (tool.loop);
  g_object_unref (tool.cluster);
  g_main_loop_unref (tool.loop);
  return tool.status;
}

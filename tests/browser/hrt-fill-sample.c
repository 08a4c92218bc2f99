/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hrt-fill-sample OWNER-CONNINFO DATA-DIR: the sample shop with its pictures, for the browser
 * tests.
 */

#include "model/shop/hrt-sample.h"

static int status;

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!hrt_sample_create_finish (result, &error))
    {
      g_printerr ("hrt-fill-sample: %s\n", error->message);
      status = 1;
    }
  g_main_loop_quit (user_data);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (argc != 3)
    return 2;
  hrt_sample_create_async (argv[1], argv[2], NULL, on_created, loop);
  g_main_loop_run (loop);
  return status;
}

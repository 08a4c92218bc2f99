/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin export products [FILE.csv]: what the import takes back.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hrt-admin-terminal.h"
#include "model/catalog/hrt-product-import.h"

static int
export_to (HrtAdmin *admin, const char *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_rows = -1;

  /* Replacing keeps the old file until the new one is whole. */
  out = file == NULL ? hrt_admin_terminal_new_stdout ()
                     : G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE,
                                                        G_FILE_CREATE_PRIVATE |
                                                            G_FILE_CREATE_REPLACE_DESTINATION,
                                                        NULL, &error));
  if (out != NULL)
    {
      hrt_product_export_async (admin->pool, out, NULL, hrt_admin_on_ready, &result);
      n_rows = hrt_product_export_finish (hrt_admin_await (&result), &error);
    }
  if (n_rows < 0 || !g_output_stream_close (out, NULL, &error))
    {
      hrt_admin_complain (_ ("exporting"), error);
      return HRT_ADMIN_FAILED;
    }
  g_printerr (_ ("%d variants exported\n"), (int) n_rows);
  return HRT_ADMIN_OK;
}

/**
 * hrt_admin_export:
 * @argc: number of @argv
 * @argv: "export", its options, "products", perhaps the file
 *
 * Returns: the exit code
 */
int
hrt_admin_export (int argc, char **argv)
{
  HrtAdmin admin = { 0 };

  if (!hrt_admin_parse (
          &admin, &argc, &argv, NULL, _ ("products [FILE.csv]"),
          _ ("Writes all products as CSV, into the file or to standard output, as "
             "“import” takes it back. Texts that a spreadsheet would run as a formula "
             "get an apostrophe in front.")))
    return hrt_admin_close (&admin, HRT_ADMIN_USAGE);
  if (argc < 2 || argc > 3 || strcmp (argv[1], "products") != 0)
    return hrt_admin_close (&admin, hrt_admin_usage (_ ("write: export products [FILE.csv]")));
  if (!hrt_admin_open_migrated (&admin))
    return hrt_admin_close (&admin, HRT_ADMIN_FAILED);
  return hrt_admin_close (&admin, export_to (&admin, argc == 3 ? argv[2] : NULL));
}

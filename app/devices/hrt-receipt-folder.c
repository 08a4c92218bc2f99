/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where receipts go while there is no printer: a folder of PDF files, one per sale.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-receipt-folder.h"

/**
 * hrt_receipt_folder_dup:
 *
 * Returns: (transfer full): the folder, which need not exist yet
 */
char *
hrt_receipt_folder_dup (GSettings *settings)
{
  g_autofree char *chosen = g_settings_get_string (settings, "receipt-folder");
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (chosen[0] != '\0')
    return g_steal_pointer (&chosen);
  /* In a sandbox the user's documents are not there, and what is written to their place is gone
   * with the program. */
  if (g_getenv ("FLATPAK_ID") != NULL)
    return g_build_filename (g_get_user_data_dir (), "receipts", NULL);
  return g_build_filename (documents != NULL ? documents : g_get_home_dir (), "Hurtrock", NULL);
}

/**
 * hrt_receipt_folder_dup_path:
 * @number: the number of the order
 *
 * Returns: (transfer full): the file for the receipt of that order
 */
char *
hrt_receipt_folder_dup_path (GSettings *settings, const char *number)
{
  g_autofree char *folder = hrt_receipt_folder_dup (settings);
  g_autofree char *safe = g_strdup (number);
  g_autofree char *name = NULL;

  g_strcanon (safe, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-", '-');
  name = g_strconcat (safe, ".pdf", NULL);
  return g_build_filename (folder, name, NULL);
}

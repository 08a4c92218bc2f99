/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What a number of the C library means for somebody whose database cannot be used, in plain words.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#ifndef EDQUOT /* Windows has no quotas of this kind */
#define EDQUOT ENOSPC
#endif

static gboolean
is_full (int number)
{
  return number == ENOSPC || number == EDQUOT;
}

void
_hrt_pg_cluster_os_set_error (GError **error, int number, const char *path)
{
  if (is_full (number))
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DISK_FULL,
                 /* Translators: %s is a file name. */
                 _ ("The disk is full: %s could not be written. Free some space and start again; "
                    "nothing that was confirmed is lost."),
                 path);
  else if (number == EACCES || number == EPERM || number == EROFS)
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_PERMISSION,
                 /* Translators: %s is a file or folder name. */
                 _ ("Hurtrock may not write to %s. Give this user the right to write there, or "
                    "choose another data folder."),
                 path);
  else
    g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
                 /* Translators: the first %s is a file name, the second the system's reason. */
                 _ ("%s could not be used: %s"), path, g_strerror (number));
}

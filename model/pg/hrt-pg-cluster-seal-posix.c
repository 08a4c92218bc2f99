/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The file of the database passwords as Unix keeps it: readable, by its owner alone (mode 0600).
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-cluster-private.h"

char *
_hrt_pg_cluster_seal (const char *text)
{
  return g_strdup (text);
}

gboolean
_hrt_pg_cluster_is_sealed (const char *stored)
{
  return TRUE;
}

char *
_hrt_pg_cluster_unseal (const char *stored)
{
  return g_strdup (stored);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the start says to people: what it is at, and what went wrong.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-start-words.h"

#include <glib/gi18n.h>

#include "model/pg/hrt-pg-error.h"

/**
 * hrt_start_words_of_stage:
 *
 * Returns: what the private cluster is at, as a sentence
 */
const char *
hrt_start_words_of_stage (HrtPgClusterStage stage)
{
  switch (stage)
    {
    case HRT_PG_CLUSTER_STAGE_CREATING:
      return _ ("Making the shop's database. This happens once.");
    case HRT_PG_CLUSTER_STAGE_STARTING:
      return _ ("Starting the database…");
    case HRT_PG_CLUSTER_STAGE_RECOVERING:
      return _ ("The last run ended abruptly. The database puts itself in order…");
    case HRT_PG_CLUSTER_STAGE_PREPARING:
      return _ ("Preparing the database…");
    case HRT_PG_CLUSTER_STAGE_CHECKING:
    case HRT_PG_CLUSTER_STAGE_READY:
    default:
      return _ ("Opening the shop…");
    }
}

/* What to do about it is in the error's message, which knows the versions and paths. */
static const char *
cluster_problem (const GError *error)
{
  switch ((HrtPgClusterError) error->code)
    {
    case HRT_PG_CLUSTER_ERROR_MISSING:
      return _ ("PostgreSQL or a part of Hurtrock is missing");
    case HRT_PG_CLUSTER_ERROR_PERMISSION:
      return _ ("The shop's folder cannot be written");
    case HRT_PG_CLUSTER_ERROR_DISK_FULL:
      return _ ("The disk is full");
    case HRT_PG_CLUSTER_ERROR_NEWER:
      return _ ("This shop's data was made with a newer PostgreSQL");
    case HRT_PG_CLUSTER_ERROR_FOREIGN:
      return _ ("The shop's database is in use by another program");
    case HRT_PG_CLUSTER_ERROR_DAMAGED:
      return _ ("The shop's database is damaged");
    case HRT_PG_CLUSTER_ERROR_START:
    default:
      return _ ("The database did not start");
    }
}

/**
 * hrt_start_words_dup_problem:
 * @error: of the start, or of a step after it
 * @advice: (out): what to do about it
 *
 * Returns: (transfer full): what is wrong, in plain words
 */
char *
hrt_start_words_dup_problem (const GError *error, char **advice)
{
  if (error->domain == HRT_PG_CLUSTER_ERROR)
    {
      *advice = g_strdup (error->message);
      return g_strdup (cluster_problem (error));
    }
  if (g_error_matches (error, HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION))
    {
      *advice = g_strdup (_ ("Please look whether it runs and can be reached, then try again."));
      return g_strdup (_ ("The database server does not answer"));
    }
  if (g_error_matches (error, HRT_PG_ERROR, HRT_PG_ERROR_VERSION))
    {
      *advice = g_strdup (_ ("Please update Hurtrock on this machine."));
      return g_strdup (_ ("This shop was opened with a newer version"));
    }
  *advice = g_strdup (_ ("Please try again. If that does not help, restart the computer; the "
                         "program's log says what went wrong."));
  return g_strdup (_ ("The shop could not be opened"));
}

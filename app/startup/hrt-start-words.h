/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the start says to people: what it is at, and what went wrong.
 */

#pragma once

#include "model/pg/hrt-pg-cluster.h"

G_BEGIN_DECLS

const char *hrt_start_words_of_stage (HrtPgClusterStage stage);
char *hrt_start_words_dup_problem (const GError *error, char **advice);

G_END_DECLS

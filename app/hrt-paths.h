/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where this program's files are, found from the executable: installed, in the build tree, or moved
 * anywhere.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hrt_paths_dup_locale_dir (void);
char *hrt_paths_dup_schema_dir (void);
char *hrt_paths_dup_program (const char *name);
char *hrt_paths_dup_data_dir (const char *given);
char *hrt_paths_dup_shown (const char *path);

G_END_DECLS

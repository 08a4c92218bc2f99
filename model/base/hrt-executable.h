/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where this program itself lies, and what the file of a sister program is called.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a program's file name ends with: ".exe" or nothing. */
extern const char *const hrt_executable_suffix;

char *hrt_executable_dup_dir (void);

G_END_DECLS

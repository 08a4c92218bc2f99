/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The categories as drop-downs show them: in the language of the windows, indented by their depth.
 */

#pragma once

#include <gtk/gtk.h>

#include "model/catalog/hrt-category.h"

G_BEGIN_DECLS

char *hrt_category_names_dup (HrtCategory *category);
GtkStringList *hrt_category_names_new_list (GPtrArray *categories);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The categories as drop-downs show them: in the language of the windows, indented by their depth.
 */

#define G_LOG_DOMAIN "hrt-products"

#include "config.h"

#include "hrt-category-names.h"

#include "../hrt-language.h"

#define MAX_DEPTH 6

/**
 * hrt_category_names_dup:
 *
 * Returns: (transfer full): its name, with two blanks before it for each level
 */
char *
hrt_category_names_dup (HrtCategory *category)
{
  const char *name =
      g_str_equal (hrt_language_get (), "id") ? category->name_id : category->name_en;
  g_autofree char *indent = g_strnfill (2 * (gsize) CLAMP (category->depth, 0, MAX_DEPTH), ' ');

  return g_strconcat (indent, name, NULL);
}

/**
 * hrt_category_names_new_list:
 * @categories: (element-type HrtCategory): parents before children
 *
 * Returns: (transfer full): their names, in the same order
 */
GtkStringList *
hrt_category_names_new_list (GPtrArray *categories)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < categories->len; i++)
    gtk_string_list_take (names, hrt_category_names_dup (g_ptr_array_index (categories, i)));
  return names;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the partial "pages" shows: back, the first and the last page and those around this one,
 * next.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-pages.h"

typedef struct
{
  HrtWebData *list;
  gint64 current;
  HrtStorePagesUrl dup_url;
  gpointer user_data;
} Links;

static void
add_link (Links *links, gint64 number)
{
  g_autofree char *url = links->dup_url (number, links->user_data);
  HrtWebData *link = hrt_web_data_list_append (links->list);

  hrt_web_data_int64 (link, "number", number);
  hrt_web_data_text (link, "url", url);
  hrt_web_data_bool (link, "current", number == links->current);
}

static void
add_gap (Links *links)
{
  hrt_web_data_bool (hrt_web_data_list_append (links->list), "gap", TRUE);
}

static void
show_neighbour (HrtStorePage *page, Links *links, const char *name, gint64 number)
{
  g_autofree char *url = links->dup_url (number, links->user_data);

  hrt_web_data_text (page->data, name, url);
}

/**
 * hrt_store_pages_show:
 * @page: gets the links
 * @number: the page that is shown, from 1
 * @n_pages: how many there are
 * @dup_url: (scope call): where a page of the list is
 * @user_data: for @dup_url
 */
void
hrt_store_pages_show (
    HrtStorePage *page, gint64 number, gint64 n_pages, HrtStorePagesUrl dup_url, gpointer user_data)
{
  Links links = { hrt_web_data_list (page->data, "page_links"), number, dup_url, user_data };
  gint64 first = MAX (1, number - 1), last = MIN (n_pages, number + 1);

  hrt_web_data_int64 (page->data, "page", number);
  hrt_web_data_int64 (page->data, "pages", n_pages);
  hrt_web_data_bool (page->data, "more_pages", n_pages > 1);
  if (number > 1)
    show_neighbour (page, &links, "previous_url", number - 1);
  if (number < n_pages)
    show_neighbour (page, &links, "next_url", number + 1);
  if (first > 1)
    add_link (&links, 1);
  if (first > 2)
    add_gap (&links);
  for (gint64 i = first; i <= last; i++)
    add_link (&links, i);
  if (last < n_pages - 1)
    add_gap (&links);
  if (last < n_pages)
    add_link (&links, n_pages);
}
